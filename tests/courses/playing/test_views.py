"""The page on which a package is played, and the host that plays it."""

import json
import uuid
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.enrolment.states import State
from courses.playing import selectors
from courses.playing.models import Attempt, Opening
from courses.playing.personal_data import played
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.playing import make_package, packaged_seat

pytestmark = pytest.mark.django_db


def address(seat, item, name="frame"):
    keys = {"registration": seat.registration, "item_key": item.key}
    return reverse(f"playing:{name}", kwargs=keys)


@pytest.fixture
def seat(client):
    """Return a seat with its item; its person is signed in."""
    enrolment, item, _package = packaged_seat()
    client.force_login(enrolment.person.user)
    return enrolment, item


def content_of(opening):
    """Return a browser on the host of a window, and the start of its addresses."""
    place = urlsplit(selectors.address_of(opening))
    browser = Client(headers={"host": place.netloc}, enforce_csrf_checks=True)
    return browser, place.path.removesuffix("start")


def test_page_frames_the_package_on_a_host_of_its_own(client, seat):
    page = client.get(address(*seat))
    assert page.status_code == 200
    opening = Opening.objects.get()
    host = urlsplit(selectors.address_of(opening)).netloc
    assert host.endswith(".inhalte.testserver")
    assert f'src="http://{host}/' in page.text
    assert "http://*.inhalte.testserver" in page["Content-Security-Policy"]
    assert "Erledigt, wenn das Paket meldet, dass Sie fertig sind." in page.text
    assert 'sandbox="allow-scripts allow-same-origin' in page.text


def test_step_leads_to_the_page_and_shows_the_result(client, seat):
    enrolment, item = seat
    step = reverse("learning:item", args=[enrolment.registration, item.key])
    page = client.get(step)
    assert address(*seat) in page.text
    assert "Interaktiver Inhalt" in page.text
    client.get(address(*seat))
    browser, base = content_of(Opening.objects.get())
    browser.post(f"{base}anfang", "{}", content_type="text/plain")
    cmi = {"core": {"lesson_status": "passed", "score": {"raw": "90"}}}
    sent = json.dumps({"cmi": cmi, "serial": 1, "events": [], "ended": True})
    assert browser.post(f"{base}stand", sent, content_type="text/plain").status_code == 200
    assert "Ihr bestes Ergebnis: 90 Prozent" in client.get(step).text
    told = client.get(address(*seat, "result")).json()
    assert told["done"] is True
    assert told["sentences"] == [
        "Der Inhalt hat gemeldet, dass Sie fertig sind.",
        "Der Inhalt hat gemeldet, dass Sie bestanden haben.",
        "Ergebnis: 90 Prozent.",
    ]
    evidence = client.get(reverse("learning:why", args=[enrolment.registration]))
    assert "Das Paket hat „bestanden“ gemeldet: 90 Prozent" in evidence.text


def test_second_window_is_told_in_a_sentence(client, seat):
    for _time in range(2):
        client.get(address(*seat))
    first, second = (content_of(one) for one in Opening.objects.order_by("opened_at"))
    for browser, base in (first, second):
        forced = json.dumps({"force": True})
        browser.post(f"{base}anfang", forced, content_type="text/plain")
    browser, base = first
    answer = browser.post(f"{base}stand", '{"cmi": {}, "serial": 1}', content_type="text/plain")
    assert answer.status_code == 409
    assert "in einem anderen Fenster" in answer.json()["error"]


def test_address_of_one_learner_is_not_found_on_the_host_of_another(client, seat):
    client.get(address(*seat))
    _browser, base = content_of(Opening.objects.get())
    other = Client(headers={"host": f"{'0' * 24}.inhalte.testserver"})
    assert other.get(f"{base}start").status_code == 404
    assert other.post(f"{base}stand", "{}", content_type="text/plain").status_code == 404


def test_examination_of_a_learners_page_is_not_kept(client, seat):
    client.get(address(*seat))
    browser, base = content_of(Opening.objects.get())
    answer = browser.post(f"{base}befund", '{"found": []}', content_type="text/plain")
    assert answer.status_code == 200
    assert '"examine"' not in browser.get(f"{base}start").text


@pytest.mark.parametrize("name", ["frame", "result"])
def test_foreign_seats_and_other_steps_do_not_exist(client, seat, name):
    enrolment, item = seat
    foreign, its_item, _package = packaged_seat()
    assert client.get(address(foreign, its_item, name)).status_code == 404
    other = replace(item, key=uuid.uuid4())
    assert client.get(address(enrolment, other, name)).status_code == 404
    lessons = EnrolmentFactory(employment=enrolment.employment)
    assert client.get(address(lessons, item, name)).status_code == 404


def test_seat_that_is_not_confirmed_is_refused_in_a_sentence(client, seat):
    enrolment, _item = seat
    enrolment.state = State.REQUESTED
    enrolment.save()
    page = client.get(address(*seat))
    assert page.status_code == 403
    assert "Zurück zum Schritt" in page.text


def test_without_a_host_of_packages_the_page_says_so(client, seat, settings):
    settings.KC_CONTENT_ORIGIN = ""
    page = client.get(address(*seat))
    assert page.status_code == 503
    assert "lässt sich im Moment nicht abspielen" in page.text


@pytest.mark.parametrize(("wanted", "part"), [("2", 1), ("9", 0), ("x", 0), ("0", 0)])
def test_parts_are_listed_and_opened_by_number(client, wanted, part):
    enrolment, item, _package = packaged_seat(package=make_package(parts=3))
    client.force_login(enrolment.person.user)
    page = client.get(address(enrolment, item), {"teil": wanted})
    assert page.text.count("(offen)") + page.text.count("(begonnen)") == 3
    assert Opening.objects.get().attempt.part == part


def queries_of(client, count, parts):
    enrolment, item, _package = packaged_seat(package=make_package(parts=parts))
    client.force_login(enrolment.person.user)
    client.get(address(enrolment, item))
    with count() as captured:
        client.get(address(enrolment, item))
    return len(captured)


def test_page_asks_the_database_equally_often_for_three_and_twelve_parts(
    client,
):
    def count():
        return CaptureQueriesContext(connection)

    queries_of(client, count, 3)
    assert queries_of(client, count, 3) == queries_of(client, count, 12)


def test_personal_data_name_what_was_stored(client, seat):
    client.get(address(*seat))
    person = seat[0].person

    class Subject:
        person_id = person.pk

    row = next(played(Subject))
    assert (row["package"], row["part"]) == ("Sichere Passwörter", 1)
    assert Attempt.objects.get().pk
