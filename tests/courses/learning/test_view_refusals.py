"""The player's refusals: strangers, the signed out, odd input; and what it costs in queries."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.enrolment.states import State
from courses.learning import services
from courses.learning.models import Attempt, Progress
from courses.modules.services import freeze
from courses.xapi.models import Statement
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import items_of, right_answers
from tests.factories.modules import ChapterFactory, QuizFactory, make_module

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}
PAGES = ["course", "resume", "item"]
DEEDS = ["finish", "position", "start", "check", "save", "submit"]


def quiz(**facts):
    """Return a seat in a course of a lesson and a graded test, the test and an open attempt."""
    module = make_module(lessons=1, graded=False)
    QuizFactory(chapter=ChapterFactory(module=module), graded=True, **facts)
    freeze(module=module)
    seat = EnrolmentFactory(offer=OfferFactory(module=module))
    test = items_of(seat)[1]
    return seat, test, services.start_attempt(enrolment=seat, key=test.key)


def address(name, seat, item=None, attempt=None):
    keys = {"registration": seat.registration}
    if name not in {"course", "resume"}:
        keys["item_key"] = item.key
    if name in {"save", "submit"}:
        keys["attempt"] = attempt.pk
    return reverse(f"learning:{name}", kwargs=keys)


def ask(client, name, path, **more):
    return client.get(path, **more) if name in PAGES else client.post(path, **more)


@pytest.mark.parametrize("name", PAGES + DEEDS)
def test_anonymous_is_led_to_sign_in_and_back_to_the_very_address(client, name):
    path = address(name, *quiz())
    before = Statement.objects.count()

    response = ask(client, name, path)

    assert response.url == f"{reverse('account_login')}?next={path}"
    assert Statement.objects.count() == before


@pytest.mark.parametrize("name", PAGES + DEEDS)
@pytest.mark.parametrize("stranger", ["colleague", "nobody", "superuser"])
def test_registration_of_another_person_is_not_found(client, name, stranger):
    seat, test, attempt = quiz()
    users = {
        "colleague": lambda: EnrolmentFactory(offer=seat.offer).person.user,
        "nobody": UserFactory,
        "superuser": lambda: UserFactory(is_superuser=True),
    }
    client.force_login(users[stranger]())
    before = Statement.objects.count()

    response = ask(client, name, address(name, seat, test, attempt))

    assert response.status_code == 404
    assert Statement.objects.count() == before


@pytest.mark.parametrize("name", PAGES + DEEDS)
@pytest.mark.parametrize("state", [State.REQUESTED, State.CANCELLED, State.REJECTED])
def test_seat_that_is_not_confirmed_is_refused_with_a_sentence(client, name, state):
    seat, test, attempt = quiz()
    type(seat).objects.update(state=state)
    client.force_login(seat.person.user)
    path = address(name, seat, test, attempt)

    page, script = ask(client, name, path), ask(client, name, path, headers=JSON)

    assert page.status_code == script.status_code == 403
    assert "keinen bestätigten Platz" in page.content.decode()
    assert script.json()["code"] == "seat_not_confirmed"


@pytest.mark.parametrize("name", DEEDS)
def test_deed_without_token_is_refused(client, name):
    seat, test, attempt = quiz()
    strict = type(client)(enforce_csrf_checks=True)
    strict.force_login(seat.person.user)

    assert strict.post(address(name, seat, test, attempt)).status_code == 403
    assert Attempt.objects.get().submitted_at is None


@pytest.mark.parametrize("name", [*PAGES, "submit"])
@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_not_allowed(client, name, method):
    seat, test, attempt = quiz()
    client.force_login(seat.person.user)

    assert getattr(client, method)(address(name, seat, test, attempt)).status_code == 405


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({}, 200),
        ({"then": "nonsense"}, 200),
        ({"q-": "x"}, 400),
        ({"q-unknown": ["x", "y"]}, 400),
        ({"q-" + "x" * 300: "y"}, 400),
        ({"q-\x00": "\x00"}, 400),
        ({"q-1": ["x"] * 200}, 400),
    ],
)
def test_odd_answers_are_said_to_be_odd_and_do_no_harm(client, form, status):
    seat, test, attempt = quiz()
    client.force_login(seat.person.user)

    response = client.post(address("save", seat, test, attempt), form, headers=JSON)

    assert response.status_code == status
    assert Attempt.objects.get().answers == {}


@pytest.mark.parametrize("attempt", [uuid.UUID(int=0), uuid.UUID(int=10)])
def test_attempt_that_does_not_exist_is_not_found(client, attempt):
    seat, test, _open = quiz()
    client.force_login(seat.person.user)

    for name in ("save", "submit"):
        path = address(name, seat, test, Attempt(pk=attempt))
        assert client.post(path).status_code == 404


def test_double_submit_of_a_lesson_completes_it_once(client):
    seat, _test, _attempt = quiz()
    client.force_login(seat.person.user)
    path = address("finish", seat, items_of(seat)[0])

    assert client.post(path).url == client.post(path).url
    assert Statement.objects.filter(verb__endswith="/completed").count() == 1


def test_double_submit_of_a_test_grades_it_once(client):
    seat, test, attempt = quiz()
    services.save_answers(attempt=attempt, answers=right_answers(seat, test))
    client.force_login(seat.person.user)
    path = address("submit", seat, test, attempt)
    client.post(path)
    client.post(path)

    assert (
        Statement.objects.filter(verb__endswith="/passed", activity_key__contains="item").count()
        == 1
    )
    assert Progress.objects.get().done == 1


def test_limit_is_said_in_words_on_the_page_of_the_test(client):
    seat, test, attempt = quiz(max_attempts=1)
    client.force_login(seat.person.user)
    client.post(address("submit", seat, test, attempt))

    response = client.post(address("start", seat, test), headers=JSON)

    assert response.status_code == 409
    assert response.json()["code"] == "no_attempts_left"
    assert "alle Versuche für diesen Test genutzt" in response.json()["error"]


@pytest.mark.parametrize("name", PAGES)
def test_page_costs_the_same_for_three_and_for_twelve_steps(client, name):
    counts = []
    for lessons in (3, 12):
        seat = EnrolmentFactory(offer=OfferFactory(module=make_module(lessons=lessons)))
        for item in items_of(seat)[:-1]:
            services.finish_lesson(enrolment=seat, key=item.key)
        client.force_login(seat.person.user)
        path = address(name, seat, items_of(seat)[0])
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code in (200, 302)
        counts.append(len(queries))

    assert counts[0] == counts[1]
