"""The page of a test: every type as a form, two windows, odd input, the cost of an answer."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.learning import services
from courses.learning.models import Attempt
from courses.learning.quiz import quiz_on
from courses.modules.services import freeze
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import items_of, right_answers
from tests.factories.modules import ChapterFactory, QuizFactory, make_module, question
from tests.factories.questions import (
    cloze,
    matching,
    numeric,
    one_of_each,
    ordering,
    pool,
    short_text,
)

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def seat_with(client, body, **facts):
    """Return a signed-in person's seat, a test with this body and an open attempt."""
    module = make_module(lessons=1, graded=False)
    QuizFactory(chapter=ChapterFactory(module=module), body=body, **facts)
    freeze(module=module)
    seat = EnrolmentFactory(offer=OfferFactory(module=module))
    client.force_login(seat.person.user)
    test = items_of(seat)[1]
    return seat, test, services.start_attempt(enrolment=seat, key=test.key)


def address(name, seat, test, attempt=None):
    keys = [seat.registration, test.key, *([attempt.pk] if attempt else [])]
    return reverse(f"learning:{name}", args=keys)


def text_of(client, seat, test):
    # Below the test come notes and questions to those who teach.
    return client.get(address("item", seat, test)).content.decode().partition("kf-tools")[0]


def form_of(seat, test):
    """Return the form as the page shows it, by field names: what a browser would send."""
    data = {}
    for sheet in quiz_on(seat, test.key).sheets:
        data[sheet.base_name] = sheet.base
        fields = [*sheet.fields, *(piece.field for piece in sheet.pieces if piece.field)]
        data |= {field.name: field.value for field in fields}
        if sheet.options:
            data[sheet.name] = ["", *(one.value for one in sheet.options if one.chosen)]
        elif not fields:
            data[sheet.name] = sheet.value
    return data


def test_page_has_a_named_field_for_every_part(client):
    seat, test, _attempt = seat_with(client, one_of_each())
    page = text_of(client, seat, test)
    assert page.count("<fieldset") == page.count("<legend") == 5
    for words in ("Ei", "Eins", "Ihre Zahl", "Ihre Antwort", "Lücke 1", "Lücke 2"):
        assert words in page
    for sheet in quiz_on(seat, test.key).sheets:
        for field in [*sheet.fields, *(piece.field for piece in sheet.pieces if piece.field)]:
            assert f'for="{field.dom_id}"' in page
            assert f'id="{field.dom_id}"' in page


def test_form_without_script_takes_every_type(client):
    seat, test, attempt = seat_with(client, one_of_each(), graded=True)
    data = form_of(seat, test)
    for key, entries in right_answers(seat, test).items():
        for entry in entries:
            part, mark, value = entry.partition(":")
            data[f"q-{key}.{part}" if mark else f"q-{key}"] = value if mark else entry
    client.post(address("save", seat, test, attempt), data)

    assert services.submit_attempt(attempt=attempt).scaled == 1


def test_result_says_of_every_part_what_was_right(client):
    seat, test, attempt = seat_with(client, one_of_each())
    right = right_answers(seat, test)
    wrong = {key: entries[:1] for key, entries in right.items()}
    services.submit_attempt(attempt=attempt, answers=wrong)

    page = text_of(client, seat, test)
    assert "teilweise richtig beantwortet" in page
    assert "Richtig wäre gewesen:" in page
    assert "Ihre Antwort:" in page
    assert "von 5 Punkten" in page
    assert "So werden Punkte berechnet" in page


def test_number_that_cannot_be_read_is_said_before_handing_in(client):
    seat, test, attempt = seat_with(client, [numeric()], graded=True)
    key = next(iter(right_answers(seat, test)))
    data = {f"q-{key}": "zwölf", "then": "submit"}
    asked = client.post(address("save", seat, test, attempt), data, follow=True).content.decode()

    assert "Konnte nicht als Zahl gelesen werden" in asked
    assert 'value="zwölf"' in text_of(client, seat, test)
    assert "Das konnte nicht als Zahl gelesen werden." in text_of(client, seat, test)


def test_solution_kept_back_shows_only_which_questions_were_right(client):
    body = [question(), short_text("Geheim")]
    seat, test, attempt = seat_with(client, body, graded=True, solution_shown=False)
    services.submit_attempt(attempt=attempt, answers={})

    page = text_of(client, seat, test)
    assert "wird die Lösung nicht gezeigt" in page
    assert "nicht beantwortet" in page
    assert not any(words in page for words in ("Geheim", "Rückmeldung 1", "Weil es so ist."))


def test_drawn_and_mixed_questions_stay_the_same_on_every_reload(client):
    body = [pool(2), *(question(prompt=f"P{number}", options=6) for number in range(6))]
    seat, test, attempt = seat_with(
        client, body, graded=True, shuffle_questions=True, shuffle_options=True
    )
    first, second = quiz_on(seat, test.key), quiz_on(seat, test.key)
    assert first.sheets == second.sheets
    assert [sheet.id for sheet in first.sheets] == attempt.asked
    assert len(attempt.asked) == 2


def test_self_test_shows_before_it_is_begun_what_it_asks_afterwards(client):
    body = [pool(2), *(question(prompt=f"P{number}") for number in range(6))]
    module = make_module(lessons=1, graded=False)
    QuizFactory(chapter=ChapterFactory(module=module), body=body)
    freeze(module=module)
    seat = EnrolmentFactory(offer=OfferFactory(module=module))
    test = items_of(seat)[1]
    before = quiz_on(seat, test.key).sheets
    services.start_attempt(enrolment=seat, key=test.key)

    assert quiz_on(seat, test.key).sheets == before


def test_answer_to_a_question_that_was_not_drawn_is_foreign(client):
    body = [pool(1), question(), question()]
    seat, test, attempt = seat_with(client, body, graded=True)
    other = next(key for key in right_answers(seat, test) if key not in attempt.asked)
    answer = client.post(address("save", seat, test, attempt), {f"q-{other}": "x"}, headers=JSON)

    assert (answer.status_code, answer.json()["code"]) == (400, "foreign_answer")


@pytest.mark.parametrize("make", [question, matching, ordering, cloze])
def test_tampered_answer_is_said_and_everything_else_is_kept(client, make):
    block = make() if make is not cloze else cloze(gaps=(("a", "b"), ("c", "d")))
    seat, test, attempt = seat_with(client, [block, short_text()], graded=True)
    one, two = attempt.asked
    part = getattr(quiz_on(seat, test.key).sheets[0], "fields", ())
    name = part[0].name if part else f"q-{one}"
    data = {name: "gefälscht", f"q-{two}": "Straße"}
    if make is cloze:
        piece = next(p for p in quiz_on(seat, test.key).sheets[0].pieces if p.field)
        data = {piece.field.name: "gefälscht", f"q-{two}": "Straße"}

    answer = client.post(address("save", seat, test, attempt), data)
    assert answer.status_code == 400
    assert "Alles andere ist gespeichert." in answer.content.decode()
    assert Attempt.objects.get().answers[two] == ["Straße"]
    assert not Attempt.objects.get().answers[one]


def test_second_window_keeps_what_the_first_has_saved_and_both_are_told(client):
    seat, test, attempt = seat_with(client, [short_text(), short_text()], graded=True)
    one, two = (f"q-{key}" for key in attempt.asked)
    first, second = form_of(seat, test), form_of(seat, test)
    client.post(address("save", seat, test, attempt), first | {one: "links"}, headers=JSON)
    news = client.post(
        address("save", seat, test, attempt), second | {two: "rechts"}, headers=JSON
    ).json()

    assert "in einem anderen Fenster geöffnet" in news["notice"]
    assert news["values"] == {one: ["links"], two: ["rechts"]}
    stored = Attempt.objects.get().answers
    assert [stored[str(key)] for key in attempt.asked] == [["links"], ["rechts"]]


def test_second_window_without_script_is_told_too(client):
    seat, test, attempt = seat_with(client, [short_text(), short_text()], graded=True)
    one, two = (f"q-{key}" for key in attempt.asked)
    first, second = form_of(seat, test), form_of(seat, test)
    client.post(address("save", seat, test, attempt), first | {one: "links"})
    page = client.post(address("save", seat, test, attempt), second | {two: "r"}, follow=True)

    assert "Die Antworten aus beiden sind zusammengeführt." in page.content.decode()


def test_one_window_is_never_told_of_another(client):
    seat, test, attempt = seat_with(client, [short_text()], graded=True)
    [name] = (f"q-{key}" for key in attempt.asked)
    news = client.post(
        address("save", seat, test, attempt), form_of(seat, test) | {name: "x"}, headers=JSON
    ).json()
    again = form_of(seat, test)
    assert again.items() >= news["bases"].items()
    assert "notice" not in news
    assert news["left"] is None


def test_self_test_checked_in_another_window_is_said(client):
    seat, test, attempt = seat_with(client, [short_text()])
    services.submit_attempt(attempt=attempt)
    answer = client.post(address("check", seat, test), {"attempt": str(attempt.pk)})

    assert answer.status_code == 409
    assert "bereits abgegeben und bewertet" in answer.content.decode()


@pytest.mark.parametrize("key", ["unsinn", "00000000-0000-4000-8000-00000000000a"])
def test_self_test_with_a_made_up_attempt_is_checked_as_its_own(client, key):
    seat, test, _attempt = seat_with(client, [short_text()])
    assert client.post(address("check", seat, test), {"attempt": key}).status_code == 302


def test_self_test_is_begun_by_the_script_with_the_first_answer(client):
    seat, test, attempt = seat_with(client, [short_text()])
    news = client.post(address("start", seat, test), headers=JSON).json()
    assert news == {"save": address("save", seat, test, attempt)}


def test_step_of_another_version_is_said_in_words(client):
    seat, test, _attempt = seat_with(client, [short_text()])
    elsewhere = reverse("learning:start", args=[seat.registration, uuid.uuid4()])
    answer = client.post(elsewhere)

    assert answer.status_code == 404
    assert "In Ihrer Fassung des Kurses gibt es diesen Schritt nicht." in answer.content.decode()


@pytest.mark.parametrize(
    "data", [{"q-": "x"}, {"q-.": "x"}, {"q-a.b.c": "x"}, {"b-": ""}, {"q-x": "\x00"}]
)
def test_odd_form_is_never_a_server_error(client, data):
    seat, test, attempt = seat_with(client, one_of_each(), graded=True)
    assert client.post(address("save", seat, test, attempt), data).status_code in {302, 400}


def saving_queries(client, count):
    seat, test, attempt = seat_with(client, [question() for _ in range(count)], graded=True)
    url, data = address("save", seat, test, attempt), form_of(seat, test)
    client.post(url, data, headers=JSON)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.post(url, data, headers=JSON).status_code == 200
    return len(seen)


def test_saving_an_answer_costs_the_same_however_long_the_test_is(client):
    few, many = saving_queries(client, 3), saving_queries(client, 12)
    assert few == many
    assert few <= 10
