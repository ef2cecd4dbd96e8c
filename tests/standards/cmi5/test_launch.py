"""How a unit is launched: its address, its credential, its documents."""

import json
import uuid
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine

from campus.kit import dates
from courses.cmi5 import selectors, services
from courses.cmi5.core import vocabulary as words
from courses.cmi5.services.ending import FORGOTTEN
from courses.xapi.models import Client
from tests.factories.cmi5 import begun, launched, run_of, seat_in, trial
from tests.factories.packages import BASE, unit
from tests.standards.cmi5.requirements import req, shows

pytestmark = pytest.mark.django_db

MORE = 'moveOn="Passed" masteryScore="0.8" launchMethod="OwnWindow"'
INNER = "<launchParameters>p=1</launchParameters><entitlementKey>Schluessel</entitlementKey>"
FULL = unit(more=MORE, inner=INNER, url="index.html?kurs=7")


@pytest.mark.parametrize(
    "name",
    [
        req("8.1.1.0-1", "endpoint"),
        req("8.1.2.0-1 8.2.1.0-1", "fetch"),
        req("8.1.3.0-1", "actor"),
        req("8.1.4.0-1 9.6.1.1-2", "registration"),
        req("8.1.5.0-2", "activityId"),
        req("8.1.0.0-4", "kurs"),
    ],
)
def test_the_address_carries(name):
    told = launched(trial(FULL)).told
    assert told[name]


@shows("8.1.5.0-1 8.1.5.0-4")
def test_the_activity_is_ours_and_the_same_at_every_launch(_requirement):
    run = trial(FULL, unit(2))
    first, other, again = (
        launched(run, place).told["activityId"] for place in ["0.0", "0.1", "0.0"]
    )
    assert first == again != other
    assert first != f"{BASE}/au/1"


@shows("10.1.0.0-3 10.1.0.0-4 10.1.0.0-5 6.2.0.0-1 6.0.0.0-2 10.1.0.0-1 10.1.0.0-2")
def test_launch_data_lies_where_the_address_says(_requirement):
    page = launched(trial(FULL))
    page.fetch()
    answer = page.document("LMS.LaunchData")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert isinstance(answer.json(), dict)


TEMPLATE = {"extensions": {words.SESSION: ...}}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        req("10.2.2.0-4", "launchMode", "Normal"),
        req("10.2.3.0-1", "launchParameters", "p=1"),
        req("10.2.4.0-1", "masteryScore", 0.8),
        req("10.2.5.0-1", "moveOn", "Passed"),
        req("10.2.7.0-1 10.2.7.1-1", "entitlementKey", {"courseStructure": "Schluessel"}),
        # No alternate is agreed upon with anybody, so that none is told.
        req("10.2.7.2-1", "alternate", None),
    ],
)
def test_launch_data_tells(name, value):
    page = launched(trial(FULL))
    page.fetch()
    assert page.document("LMS.LaunchData").json().get(name) == value


@shows("10.2.1.0-1 10.2.1.0-4 9.6.2.3-1 9.6.3.1-1 9.6.3.1-2")
def test_the_template_holds_session_and_publishers_identifier(_requirement):
    page = launched(trial(FULL))
    page.fetch()
    template = page.document("LMS.LaunchData").json()["contextTemplate"]
    assert uuid.UUID(template["extensions"][words.SESSION]) == page.session.pk
    assert template["contextActivities"]["grouping"][0]["id"] == f"{BASE}/au/1"


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize("requirement", [req("10.2.1.0-5 10.2.1.0-5(d)", "")])
def test_launch_data_are_read_only(method, requirement):
    page = begun(FULL)
    body = None if method == "DELETE" else {"launchMode": "Normal"}
    assert page.document("LMS.LaunchData", method, body).status_code == 403


@shows("8.2.1.0-2(d) 8.2.2.0-1")
def test_the_credential_comes_as_json_to_any_host(_requirement):
    answer = launched(trial(FULL)).fetch()
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert set(answer.json()) == {"auth-token"}


@shows("8.2.3.0-1(d)")
def test_the_credential_comes_once(_requirement):
    page = launched(trial(FULL))
    page.fetch()
    second = page.fetch()
    assert second.status_code == 200
    assert second.json()["error-code"] == "1"
    assert "auth-token" not in second.json()
    assert Client.objects.filter(owner_kind="cmi5").count() == 1


def test_a_browser_may_ask_before_it_posts_and_others_may_not_get():
    page = launched(trial(FULL))
    path = urlsplit(page.told["fetch"]).path
    assert page.browser.options(path).status_code == 204
    assert page.browser.get(path).status_code == 405


def test_a_forged_or_old_address_gives_no_credential():
    page = launched(trial(FULL))
    path = urlsplit(page.told["fetch"]).path
    assert page.browser.post(f"{path}x").json()["error-code"] == "2"
    with time_machine.travel(dates.now() + FORGOTTEN):
        assert page.fetch().json()["error-code"] == "2"
    services.abandon(session=page.session)
    assert page.fetch().json()["error-code"] == "2"


def test_a_credential_is_short_lived_and_bound_to_one_learner_and_registration():
    page = launched(trial(FULL))
    page.fetch()
    client = Client.objects.get(key=page.credential[0])
    assert str(client.bound_registration) == page.told["registration"]
    assert client.bound_actor_key
    assert client.expires_at <= dates.now() + FORGOTTEN


@pytest.mark.parametrize(
    ("more", "in_frame"),
    [
        req("8.1.0.0-1 8.1.0.0-2", 'launchMethod="OwnWindow"', False),
        req("8.1.0.0-3", 'launchMethod="AnyWindow"', True),
    ],
)
def test_the_window_follows_the_launch_method(more, in_frame):
    session = launched(trial(unit(more=more))).session
    assert selectors.shows_in_frame(session) is in_frame


def test_a_page_of_another_site_is_never_framed():
    session = launched(trial(unit(url="https://hochschule.example/kurs/"))).session
    assert not selectors.shows_in_frame(session)
    assert session.address == "https://hochschule.example/kurs/"


@pytest.mark.parametrize(
    "changes",
    [
        req("11.0.0.0-1 11.0.0.0-1(d)", {"agent": json.dumps({"mbox": "mailto:a@b.example"})}),
        req("11.0.0.0-5(d)", {"body": {"languagePreference": "de"}}),
        pytest.param({"body": {"audioPreference": "on"}}, id="no-language"),
        pytest.param({"body": b"[]"}, id="no-object"),
        pytest.param({"body": b"kaputt", "kind": "text/plain"}, id="no-json"),
        req(
            "11.1.0.0-1(d)",
            {"body": {"languagePreference": "nicht mit Komma", "audioPreference": "on"}},
        ),
    ],
)
def test_preferences_are_refused(changes):
    page = begun(FULL)
    good = {"languagePreference": "de-DE,en", "audioPreference": "off"}
    assert page.preferences("PUT", **{"body": good, **changes}).status_code == 403


@shows("6.0.0.0-5")
def test_preferences_are_kept_for_later_launches(_requirement):
    run = trial(FULL)
    page = launched(run).begin()
    known = page.preferences()
    assert known.json() == {"languagePreference": "de", "audioPreference": "on"}
    new = {"languagePreference": "en-GB,de", "audioPreference": "off"}
    etag = {"profileId": "cmi5LearnerPreferences", "agent": json.dumps(page.actor)}
    answer = page.browser.put(
        f"/xapi/agents/profile?profileId={etag['profileId']}",
        json.dumps(new),
        "application/json",
        query_params=etag,
        headers={
            "X-Experience-API-Version": "1.0.3",
            "Authorization": page.authorization,
            "If-Match": known.headers["ETag"],
        },
    )
    assert answer.status_code == 204
    assert launched(run).begin().preferences().json() == new


@shows("11.0.0.0-3(d1) 11.0.0.0-3(d2)")
def test_a_unit_asks_for_preferences_first(_requirement):
    page = launched(trial(FULL))
    page.fetch()
    assert page.say(words.INITIALIZED).status_code == 403
    page.preferences()
    assert page.say(words.INITIALIZED).status_code == 204
    page.session.refresh_from_db()
    assert page.session.preferences_read_at is not None


@shows("6.0.0.0-3")
def test_a_learner_launches_under_an_opaque_account_and_the_seats_registration(_requirement):
    seat, key, package = seat_in(FULL)
    page = launched(run_of(seat, key, package)).begin()
    assert page.told["registration"] == str(seat.registration)
    assert set(page.actor) <= {"objectType", "account"}
    told = json.dumps(page.told)
    assert seat.person.last_name not in told
    assert str(seat.person.email or "nobody") not in told
    query = parse_qs(urlsplit(page.address).query)
    assert query["kurs"] == ["7"]
