"""The player, page by page: status, one sentence, number of queries."""

import uuid

import pytest
from django.urls import reverse
from django.utils.html import escape

from courses.enrolment.states import State
from courses.learning import services
from courses.learning.models import ItemProgress, Progress
from courses.modules.services import freeze
from courses.xapi.models import Statement
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import complete, items_of, pass_test
from tests.factories.modules import ChapterFactory, LessonFactory, make_module, question
from tests.factories.people import EmploymentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat(client):
    """Return a seat in a course of two lessons and a graded test; its person is signed in."""
    enrolment = EnrolmentFactory()
    client.force_login(enrolment.person.user)
    return enrolment


def address(name, enrolment, item=None, **more):
    keys = {"item_key": item.key} if item else {}
    return reverse(
        f"learning:{name}", kwargs={"registration": enrolment.registration, **keys, **more}
    )


def text_of(response):
    return response.content.decode()


def test_course_page_shows_outline_and_how_far_it_is(client, seat):
    response = client.get(address("course", seat))

    assert response.status_code == 200
    assert "Noch 2 Schritte bis zur Bescheinigung" in text_of(response)
    assert "Abschlusstest" in text_of(response)


def test_course_page_explains_the_percentage_by_the_steps_done(client, seat):
    services.finish_lesson(enrolment=seat, key=items_of(seat)[0].key)

    page = text_of(client.get(address("course", seat)))

    assert "1 von 3 Schritten erledigt" in page
    assert "33 Prozent" in page


def test_course_page_completed_says_so(client, seat):
    complete(seat)

    assert "Sie haben diesen Kurs abgeschlossen" in text_of(client.get(address("course", seat)))


def test_item_page_lesson_says_when_it_is_done(client, seat):
    response = client.get(address("item", seat, items_of(seat)[0]))

    page = text_of(response)
    assert response.status_code == 200
    assert "Erledigt, wenn Sie unten auf „Erledigt und weiter“ gehen." in page
    assert "begonnen" in page
    assert Progress.objects.get().last_item_key == items_of(seat)[0].key


def test_item_page_head_request_leaves_no_trace(client, seat):
    assert client.head(address("item", seat, items_of(seat)[0])).status_code == 200
    assert not Statement.objects.exists()


def test_item_page_last_lesson_says_finish(client):
    enrolment = EnrolmentFactory(offer=OfferFactory(module=make_module(graded=False)))
    client.force_login(enrolment.person.user)

    page = text_of(client.get(address("item", enrolment, items_of(enrolment)[-1])))

    assert "Erledigt, wenn Sie unten auf „Fertig“ gehen." in page
    assert "Noch 1 Schritt bis zur Bescheinigung" in page


@pytest.mark.parametrize(
    "name", ["course", "resume", "item", "finish", "position", "start", "check"]
)
def test_foreign_seat_is_not_found(client, seat, name):
    foreign = EnrolmentFactory()
    item = None if name in {"course", "resume"} else items_of(foreign)[0]

    response = client.post(address(name, foreign, item)) if item else None
    if item is None or name == "item":
        response = client.get(address(name, foreign, item))

    assert response.status_code == 404


@pytest.mark.parametrize("name", ["item", "finish", "position", "start", "check"])
def test_item_of_another_course_is_not_found(client, seat, name):
    path = address(name, seat, items_of(EnrolmentFactory())[0])
    response = client.get(path) if name == "item" else client.post(path)

    assert response.status_code == 404


def test_person_without_any_seat_finds_nothing(client, seat):
    client.force_login(EmploymentFactory().person.user)

    assert client.get(address("course", seat)).status_code == 404


@pytest.mark.parametrize("state", [State.REQUESTED, State.WAITING, State.CANCELLED])
def test_seat_that_is_not_confirmed_is_refused_in_words(client, state):
    enrolment = EnrolmentFactory(state=state)
    client.force_login(enrolment.person.user)

    response = client.get(address("course", enrolment))

    assert response.status_code == 403
    assert "keinen bestätigten Platz" in text_of(response)


def test_signing_in_leads_back_to_the_very_item(client):
    enrolment = EnrolmentFactory()
    path = address("item", enrolment, items_of(enrolment)[1])

    assert client.get(path).url == f"{reverse('account_login')}?next={path}"


@pytest.mark.parametrize("name", ["finish", "position", "start", "check"])
def test_deed_by_get_leads_to_the_item(client, seat, name):
    item = items_of(seat)[0]

    assert client.get(address(name, seat, item)).url == address("item", seat, item)
    assert not Statement.objects.exists()


def test_finish_goes_on_to_the_next_item(client, seat):
    items = items_of(seat)
    response = client.post(address("finish", seat, items[0]))

    assert response.url == address("item", seat, items[1])
    assert ItemProgress.objects.get().completed_at is not None


def test_finish_the_last_item_leads_to_the_course(client):
    enrolment = EnrolmentFactory(offer=OfferFactory(module=make_module(graded=False)))
    client.force_login(enrolment.person.user)

    response = client.post(address("finish", enrolment, items_of(enrolment)[-1]), follow=True)

    page = text_of(response)
    assert response.redirect_chain[0][0] == address("course", enrolment)
    assert "Einige frühere Schritte sind noch offen." in page


def test_finish_a_test_is_refused_in_words(client, seat):
    response = client.post(address("finish", seat, items_of(seat)[2]))

    assert response.status_code == 400
    assert "wenn Sie seine Fragen beantworten" in text_of(response)


def test_resume_opens_exactly_the_last_item(client, seat):
    items = items_of(seat)
    client.get(address("item", seat, items[1]))

    assert client.get(address("resume", seat)).url == address("item", seat, items[1])


def test_position_is_kept_and_shown_again(client, seat):
    item = items_of(seat)[0]
    response = client.post(address("position", seat, item), {"seconds": "41.5"})

    assert response.status_code == 204
    assert 'data-kp-position="41.5"' in text_of(client.get(address("item", seat, item)))


@pytest.mark.parametrize("seconds", ["", "soon", "-4", "NaN", "1e99999"])
def test_position_that_is_none_is_refused_in_words(client, seat, seconds):
    path = address("position", seat, items_of(seat)[0])
    response = client.post(path, {"seconds": seconds}, headers={"Accept": "application/json"})

    assert response.status_code == 400
    assert "eine Zahl in Sekunden" in response.json()["error"]


def test_pages_cost_the_same_however_many_items_there_are(client, django_assert_max_num_queries):
    enrolment = EnrolmentFactory(offer=OfferFactory(module=make_module(lessons=30)))
    client.force_login(enrolment.person.user)
    items = items_of(enrolment)
    for item in items[:20]:
        services.finish_lesson(enrolment=enrolment, key=item.key)
    client.get(address("item", enrolment, items[0]))

    with django_assert_max_num_queries(12):
        client.get(address("course", enrolment))
    with django_assert_max_num_queries(26):
        client.get(address("item", enrolment, items[0]))


def test_item_page_leaves_nothing_unescaped(client):
    module = make_module(lessons=0 + 1, graded=False)
    evil = "<script>alert(1)</script>"
    chapter = ChapterFactory(module=module, title=evil)
    LessonFactory(chapter=chapter, title=evil, kind="quiz", body=[question(prompt=evil)])
    freeze(module=module)
    enrolment = EnrolmentFactory(offer=OfferFactory(module=module))
    client.force_login(enrolment.person.user)

    page = text_of(client.get(address("item", enrolment, items_of(enrolment)[1])))

    assert evil not in page
    assert page.count(escape(evil)) >= 3


def test_finished_seat_stays_readable(client):
    enrolment = EnrolmentFactory(state=State.FINISHED)
    client.force_login(enrolment.person.user)

    assert client.get(address("course", enrolment)).status_code == 200


def test_unknown_registration_is_not_found(client, seat):
    path = reverse("learning:course", args=[uuid.uuid4()])

    assert client.get(path).status_code == 404


def test_passed_test_shows_the_word_in_the_outline(client, seat):
    test = items_of(seat)[2]
    pass_test(seat, test)

    assert "<strong>bestanden</strong>" in text_of(client.get(address("item", seat, test)))
