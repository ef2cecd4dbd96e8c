"""Launch parameters, LaunchData and the platform's own statements, by requirement."""

import datetime as dt
import json
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest

from courses.cmi5.core import statements
from courses.cmi5.core import vocabulary as words
from courses.cmi5.core.launch import Launch, launch_data, launch_url, opens_own_window
from courses.packages.reading.cmi5 import course_of, units_of
from tests.factories.packages import BASE, cmi5, unit

ACTOR = {"objectType": "Agent", "account": {"homePage": "https://platform.example", "name": "u"}}
AT = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=1)))
FULL = 'moveOn="Passed" masteryScore="0.8" launchMethod="OwnWindow" activityType="https://a.b/c"'
INNER = "<launchParameters>p=1</launchParameters><entitlementKey>key</entitlementKey>"


def launch(*, more="", inner="", address="https://inhalte.example/x/index.html", **values):
    """Return the launch of a unit."""
    tree = course_of(cmi5(unit(more=more, inner=inner)), files=("index.html",)).structure
    facts = {
        "unit": next(units_of(tree)),
        "address": address,
        "activity_id": "https://platform.example/au/1",
        "actor": ACTOR,
        "registration": UUID(int=1),
        "session": UUID(int=2),
    }
    return Launch(**{**facts, **values})


def parameters(address="https://inhalte.example/x/index.html"):
    """Return the query of a launch."""
    url = launch_url(
        launch(address=address), endpoint="https://p.example/xapi/", fetch="https://f/"
    )
    return urlsplit(url), parse_qs(urlsplit(url).query)


@pytest.mark.parametrize(
    ("requirement", "name", "value"),
    [
        ("8.1.1.0-1", "endpoint", "https://p.example/xapi/"),
        ("8.1.2.0-1", "fetch", "https://f/"),
        ("8.1.4.0-1", "registration", str(UUID(int=1))),
        ("8.1.5.0-2", "activityId", "https://platform.example/au/1"),
    ],
)
def test_req_8_1_0_0_4_the_launch_carries_its_parameters(requirement, name, value):
    assert parameters()[1][name] == [value]


def test_req_8_1_3_0_1_the_actor_is_the_account_as_json():
    assert json.loads(parameters()[1]["actor"][0]) == ACTOR


def test_req_13_1_4_0_3_parameters_of_the_author_stay():
    split, query = parameters("https://inhalte.example/x/a%20b.html?kurs=7&leer=#ende")
    assert (query["kurs"], split.path, split.fragment) == (["7"], "/x/a%20b.html", "ende")
    assert "leer=" in split.query


def test_req_10_2_launch_data_tells_what_the_course_says():
    data = launch_data(launch(more=FULL, inner=INNER, return_url="https://p.example/zurueck"))
    assert data == {
        "contextTemplate": {
            "contextActivities": {
                "grouping": [{"objectType": "Activity", "id": f"{BASE}/au/1"}],
            },
            "extensions": {words.SESSION: str(UUID(int=2))},
        },
        "launchMode": "Normal",
        "launchMethod": "OwnWindow",
        "moveOn": "Passed",
        "launchParameters": "p=1",
        "masteryScore": 0.8,
        "returnURL": "https://p.example/zurueck",
        "entitlementKey": {"courseStructure": "key"},
    }


def test_req_10_2_3_to_7_what_the_course_does_not_say_is_left_out():
    left = set(launch_data(launch()))
    assert left == {"contextTemplate", "launchMode", "moveOn", "launchMethod"}


def test_a_mastery_score_of_zero_is_a_mastery_score():
    assert launch_data(launch(more='masteryScore="0"'))["masteryScore"] == 0


@pytest.mark.parametrize(("more", "own"), [("", False), (FULL, True)])
def test_req_8_1_0_0_2_a_unit_may_demand_a_window_of_its_own(more, own):
    assert opens_own_window(launch(more=more)) is own


def test_req_9_6_3_launched_tells_all_that_was_decided():
    statement = statements.launched(launch(more=FULL, inner=INNER), AT)
    assert statement["verb"]["id"].endswith("/launched")
    assert statement["timestamp"] == "2026-11-22T11:00:00.000+00:00"
    assert statement["object"]["definition"]["type"] == "https://a.b/c"
    assert statement["context"]["extensions"] == {
        words.SESSION: str(UUID(int=2)),
        words.LAUNCH_MODE: "Normal",
        words.LAUNCH_URL: "https://inhalte.example/x/index.html",
        words.MOVE_ON: "Passed",
        words.MASTERY_SCORE: 0.8,
        words.LAUNCH_PARAMETERS: "p=1",
    }


def test_req_9_6_2_3_2_the_publishers_identifier_stands_in_grouping():
    context = statements.launched(launch(), AT)["context"]
    assert context["contextActivities"]["grouping"][0]["id"] == f"{BASE}/au/1"
    assert context["contextActivities"]["category"][0]["id"] == words.CMI5_CATEGORY
    assert words.MASTERY_SCORE not in context["extensions"]


@pytest.mark.parametrize(
    ("lasted", "duration"), [(90.5, "PT90.5S"), (0, "PT0S"), (-5, "PT0S"), (3600, "PT3600S")]
)
def test_req_9_5_4_2_2_abandoned_says_how_long_it_lasted(lasted, duration):
    statement = statements.abandoned(launch(), AT, lasted=dt.timedelta(seconds=lasted))
    assert statement["result"] == {"duration": duration}


def test_req_9_3_7_waived_counts_and_gives_its_reason():
    statement = statements.waived(launch(), AT, reason=words.ADMINISTRATIVE)
    assert statement["result"] == {
        "success": True,
        "completion": True,
        "extensions": {words.REASON: "Administrative"},
    }
    category = statement["context"]["contextActivities"]["category"]
    assert [one["id"] for one in category] == [words.CMI5_CATEGORY, words.MOVE_ON_CATEGORY]


@pytest.mark.parametrize(("is_course", "kind"), [(True, words.COURSE), (False, words.BLOCK)])
def test_req_9_3_9_0_2_and_6_satisfied_names_block_or_course(is_course, kind):
    statement = statements.satisfied(
        launch(), AT, activity_id="https://p.example/b/1", publisher_id=BASE, is_course=is_course
    )
    assert statement["object"]["id"] == "https://p.example/b/1"
    assert statement["object"]["definition"] == {"type": kind}
    assert statement["context"]["contextActivities"]["grouping"][0]["id"] == BASE
    assert statement["context"]["extensions"] == {words.SESSION: str(UUID(int=2))}
