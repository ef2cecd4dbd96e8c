"""Tests in the player: begin, keep answers, hand in, see what was right and why."""

import html
import re
import uuid

import pytest
from django.urls import reverse

from courses.learning import services
from courses.learning.models import Attempt
from courses.modules.services import freeze
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import items_of, pass_test, right_answers
from tests.factories.modules import ChapterFactory, QuizFactory, make_module

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def quiz_seat(client, **facts):
    """Return a signed-in person's seat in a course of a lesson and a test, and the test."""
    module = make_module(lessons=1, graded=False)
    QuizFactory(chapter=ChapterFactory(module=module), **facts)
    freeze(module=module)
    seat = EnrolmentFactory(offer=OfferFactory(module=module))
    client.force_login(seat.person.user)
    return seat, items_of(seat)[1]


@pytest.fixture
def graded(client):
    """Return seat, item and an open attempt of a graded test with two attempts."""
    seat, item = quiz_seat(client, graded=True, max_attempts=2, pass_percent=60)
    return seat, item, services.start_attempt(enrolment=seat, key=item.key)


def address(name, seat, item, attempt=None):
    keys = {"registration": seat.registration, "item_key": item.key}
    return reverse(f"learning:{name}", kwargs=keys | ({"attempt": attempt.pk} if attempt else {}))


def form_of(answers):
    """Return answers as the page sends them, with the empty field of each question."""
    return {f"q-{key}": ["", *chosen] for key, chosen in answers.items()}


def page_of(client, seat, item):
    return quiz_part(client.get(address("item", seat, item)))


def quiz_part(response):
    """Return the page up to the notes and questions below the test."""
    return response.content.decode().partition("kf-tools")[0]


def test_graded_test_says_before_what_it_asks(client):
    seat, item = quiz_seat(client, graded=True, max_attempts=2, pass_percent=75)

    page = page_of(client, seat, item)

    assert "Benoteter Test" in page
    assert "Mit 75 Prozent haben Sie bestanden." in page
    assert "Verbleibende Versuche" in page
    assert 'type="radio"' not in page
    assert "Erledigt, wenn Sie mindestens 75 Prozent erreichen." in page


def test_start_shows_the_questions(client):
    seat, item = quiz_seat(client, graded=True)
    response = client.post(address("start", seat, item), follow=True)

    page = response.content.decode()
    assert response.redirect_chain[0][0].endswith("#test")
    assert "Frage 1 von 2" in page
    assert "Mehrere Antworten können richtig sein." in page


def test_save_by_script_says_when(client, graded):
    seat, item, attempt = graded
    right = right_answers(seat, item)
    response = client.post(address("save", *graded), form_of(right), headers=JSON)

    assert response.status_code == 200
    assert response.json()["text"].startswith("Gespeichert um")
    assert page_of(client, seat, item).count(" checked") == 3


def test_save_without_script_keeps_the_answers_and_says_so(client, graded):
    right = right_answers(*graded[:2])
    response = client.post(address("save", *graded), form_of(right), follow=True)

    assert "Ihre Antworten sind gespeichert." in response.content.decode()
    assert sum(len(chosen) for chosen in Attempt.objects.get().answers.values()) == 3


def test_save_can_clear_an_answer(client, graded):
    right = right_answers(*graded[:2])
    client.post(address("save", *graded), form_of(right))
    client.post(address("save", *graded), form_of(dict.fromkeys(right, [])))

    assert set(map(tuple, Attempt.objects.get().answers.values())) == {()}


def test_hand_in_asks_first_and_names_what_is_missing(client, graded):
    one = next(iter(right_answers(*graded[:2]).items()))
    data = form_of(dict([one])) | {"then": "submit"}
    response = client.post(address("save", *graded), data, follow=True)

    page = response.content.decode()
    assert "Test abgeben?" in page
    assert "Sie haben 1 von 2 Fragen beantwortet." in page
    assert "Frage 2: Was stimmt?" in page
    assert Attempt.objects.get().submitted_at is None


def test_hand_in_shows_result_and_feedback_in_words(client, graded):
    seat, item, attempt = graded
    services.save_answers(attempt=attempt, answers=right_answers(seat, item))
    page = client.post(address("submit", *graded), follow=True).content.decode()

    assert "Sie haben 100 Prozent erreicht." in page
    assert "Ihre Antwort: richtig" in page
    assert "Rückmeldung 1" in page
    assert "Weil es so ist." in page


def test_hand_in_failed_says_what_is_needed_and_what_would_have_been_right(client, graded):
    page = client.post(address("submit", *graded), follow=True).content.decode()

    assert "Sie haben 0 Prozent erreicht; nötig sind 60 Prozent." in page
    assert "wäre richtig gewesen" in page
    assert "nicht beantwortet" in page
    assert "Neuen Versuch beginnen" in page


def test_hand_in_twice_does_no_harm(client, graded):
    seat, item, _attempt = graded
    first = client.post(address("submit", *graded))
    second = client.post(address("submit", *graded))

    assert first.url == second.url == address("item", seat, item) + "#ergebnis"
    assert client.get(address("submit", *graded)).url == second.url
    assert Attempt.objects.count() == 1


def test_answer_after_handing_in_is_refused_in_words(client, graded):
    client.post(address("submit", *graded))

    page = client.post(address("save", *graded), form_of(right_answers(*graded[:2])))
    script = client.post(address("save", *graded), {}, headers=JSON)

    assert page.status_code == script.status_code == 409
    assert "bereits abgegeben und bewertet" in page.content.decode()
    assert script.json()["code"] == "attempt_closed"


def test_start_beyond_the_limit_is_refused_in_words(client, graded):
    seat, item, _attempt = graded
    client.post(address("submit", *graded))
    client.post(address("start", seat, item))
    services.submit_attempt(attempt=Attempt.objects.get(number=2))

    response = client.post(address("start", seat, item))

    assert response.status_code == 409
    assert "Sie haben alle Versuche für diesen Test genutzt." in response.content.decode()
    assert "Neuen Versuch beginnen" not in page_of(client, seat, item)


@pytest.mark.parametrize("name", ["save", "submit"])
def test_foreign_attempt_is_not_found(client, graded, name):
    seat, item, _attempt = graded
    other = EnrolmentFactory(offer=seat.offer)
    foreign = services.start_attempt(enrolment=other, key=item.key)

    assert client.post(address(name, seat, item, foreign)).status_code == 404
    assert client.post(address(name, other, item, foreign)).status_code == 404
    unknown = Attempt(pk=uuid.uuid4())
    assert client.post(address(name, seat, item, unknown)).status_code == 404


def test_self_test_is_checked_in_one_step(client):
    seat, item = quiz_seat(client)
    assert "Antworten prüfen" in page_of(client, seat, item)

    response = client.post(address("check", seat, item), form_of({}), follow=True)

    page = response.content.decode()
    assert "Das Ergebnis eines Selbsttests ist nur für Sie." in page
    assert "<strong>erledigt</strong>" in page


def test_self_test_repeats_only_what_was_wrong(client):
    seat, item = quiz_seat(client)
    right = right_answers(seat, item)
    one = next(iter(right))
    client.post(address("check", seat, item), form_of({one: right[one]}))

    page = client.post(address("start", seat, item), {"keep": "right"}, follow=True)

    assert "Frage 1 von 1" in quiz_part(page)
    assert " checked" not in quiz_part(page)


def test_graded_test_cannot_be_checked_like_a_self_test(client):
    seat, item = quiz_seat(client, graded=True)
    response = client.post(address("check", seat, item), form_of(right_answers(seat, item)))

    assert response.status_code == 302
    assert not Attempt.objects.exists()


def test_start_of_a_lesson_is_refused_in_words(client):
    seat, _item = quiz_seat(client)
    response = client.post(address("start", seat, items_of(seat)[0]))

    assert response.status_code == 400
    assert "enthält keine Fragen" in response.content.decode()


def test_session_that_ended_leads_back_to_the_questions(client, graded):
    seat, item, _attempt = graded
    client.logout()
    response = client.post(address("save", *graded), {})
    assert response.url.endswith(f"?next={address('save', *graded)}")

    client.force_login(seat.person.user)

    assert client.get(address("start", seat, item)).url == address("item", seat, item)


def hidden_of(page):
    """Return what the form of a page would send."""
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    sent = {}
    for name, value in fields:
        sent.setdefault(name, []).append(html.unescape(value))
    return sent


def test_answers_sent_without_a_session_wait_for_the_sign_in(client, graded):
    seat, item, attempt = graded
    answers = right_answers(seat, item)
    client.logout()
    client.post(address("save", *graded), {**form_of(answers), "then": "submit"})
    attempt.refresh_from_db()
    assert attempt.answers == {}

    client.force_login(seat.person.user)
    page = client.get(address("save", *graded)).content.decode()
    assert "Ihre Antworten sind noch da" in page
    response = client.post(address("save", *graded), hidden_of(page))

    assert response.url == address("submit", *graded)
    attempt.refresh_from_db()
    assert attempt.answers == answers
    assert client.get(address("save", *graded)).url == address("item", seat, item)


def test_answers_that_wait_are_shown_to_nobody_else(client, graded):
    seat, item, _attempt = graded
    client.logout()
    client.post(address("save", *graded), form_of(right_answers(seat, item)))
    client.force_login(EnrolmentFactory(offer=seat.offer).person.user)
    assert client.get(address("save", *graded)).status_code == 404


def test_answers_that_wait_for_a_closed_attempt_are_refused_in_words(client, graded):
    seat, item, attempt = graded
    client.logout()
    client.post(address("save", *graded), form_of(right_answers(seat, item)))
    client.force_login(seat.person.user)
    services.submit_attempt(attempt=attempt)

    page = client.get(address("save", *graded)).content.decode()
    answer = client.post(address("save", *graded), hidden_of(page), follow=True)

    assert answer.status_code == 409
    assert "abgegeben" in answer.content.decode()


def test_self_test_sent_without_a_session_waits_as_well(client):
    seat, item = quiz_seat(client)
    client.logout()
    client.post(address("check", seat, item), form_of(right_answers(seat, item)))
    client.force_login(seat.person.user)
    page = client.get(address("check", seat, item)).content.decode()
    assert "Ihre Antworten sind noch da" in page
    answer = client.post(address("check", seat, item), hidden_of(page), follow=True)
    assert "100 Prozent" in answer.content.decode()


def test_best_result_is_shown_beside_the_attempts_left(client, graded):
    seat, item, _attempt = graded
    client.post(address("submit", *graded))
    pass_test(seat, item)

    page = page_of(client, seat, item)
    assert "Bestes Ergebnis" in page
    assert "100 Prozent" in page
