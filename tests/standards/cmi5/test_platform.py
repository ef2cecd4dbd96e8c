"""What the platform itself states: launched, abandoned, waived, satisfied."""

import datetime as dt

import isodate
import pytest
import time_machine

from campus.kit import dates
from courses.cmi5 import services
from courses.cmi5.core import vocabulary as words
from courses.cmi5.errors import NotWaivable
from courses.xapi import vocabulary as xapi
from courses.xapi.selectors import statements_of
from courses.xapi.services import platform_authority
from tests.courses.xapi.calling import Caller
from tests.factories.accounts import UserFactory
from tests.factories.cmi5 import ALLOWED, cmi5_package, launched, run_of, seat_in, trial
from tests.factories.packages import BASE, block, unit
from tests.standards.cmi5.requirements import req, shows

pytestmark = pytest.mark.django_db

ONE = block(1, unit(more='moveOn="CompletedAndPassed" masteryScore="0.9"', inner=""))
INNER = "<launchParameters>p=1</launchParameters>"
TOLD = unit(more='moveOn="Passed" masteryScore="0.8"', inner=INNER, url="index.html?kurs=7")
LAUNCHED = xapi.LAUNCHED.iri


def recorded(run, verb=None):
    """Return the statements of a run as the store tells them, oldest first."""
    caller = Caller("all/read")
    found = caller.get("statements", registration=str(run.registration), ascending="true").json()
    return [one for one in found["statements"] if verb in (None, one["verb"]["id"])]


def extension(statement, name=words.SESSION):
    """Return an extension of the context."""
    return statement["context"]["extensions"].get(name)


def categories(statement):
    """Return the categories of a statement."""
    return [one["id"] for one in statement["context"]["contextActivities"]["category"]]


@shows("9.3.1.0-1 9.3.1.0-2 9.3.1.0-2(d) 6.0.0.0-4")
def test_launched_comes_first_and_once_in_a_session(_requirement):
    run = trial(ONE)
    launched(run, "0.0.0").begin().say(words.COMPLETED)
    verbs = [one["verb"]["id"] for one in recorded(run)]
    assert verbs == [LAUNCHED, words.INITIALIZED, words.COMPLETED]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        req("9.6.3.2-1", words.MASTERY_SCORE, 0.8),
        req("9.6.3.3-1", words.LAUNCH_MODE, "Review"),
        req("9.6.3.6-1", words.MOVE_ON, "Passed"),
        req("9.6.3.7-1", words.LAUNCH_PARAMETERS, "p=1"),
    ],
)
def test_launched_tells(name, value):
    run = trial(TOLD)
    launched(run, mode=words.REVIEW)
    assert extension(recorded(run)[0], name) == value


@shows("9.6.3.4-1")
def test_launched_tells_the_address_without_what_the_platform_added(_requirement):
    run = trial(TOLD)
    page = launched(run)
    told = extension(recorded(run)[0], words.LAUNCH_URL)
    assert told.endswith("/index.html?kurs=7")
    assert page.address.startswith(told)


@shows("9.6.3.1-3 9.6.2.3-2")
def test_every_statement_of_ours_names_session_category_and_publisher(_requirement):
    run = trial(ONE)
    page = launched(run, "0.0.0").begin()
    page.say(words.COMPLETED)
    page.say(words.PASSED)
    services.abandon(session=page.session)
    own = [one for one in recorded(run) if one["authority"] == platform_authority().agent]
    assert len(own) == 4
    for one in own:
        assert extension(one) == str(page.session.pk)
        assert words.CMI5_CATEGORY in categories(one)
        assert one["context"]["contextActivities"]["grouping"][0]["id"].startswith(BASE)


@shows("9.3.6.0-1 9.3.0.0-10 9.3.0.0-10(d)")
def test_abandoned_is_stated_once(_requirement):
    run = trial(ONE)
    page = launched(run, "0.0.0").begin()
    services.abandon(session=page.session)
    services.abandon(session=page.session)
    assert len(recorded(run, words.ABANDONED)) == 1


def test_a_new_launch_abandons_the_session_before_and_only_that():
    run = trial(ONE)
    first = launched(run, "0.0.0").begin()
    launched(run, "0.0.0").begin().say(words.TERMINATED)
    launched(run, "0.0.0")
    gone = recorded(run, words.ABANDONED)
    assert [extension(one) for one in gone] == [str(first.session.pk)]
    assert first.say(ALLOWED, defined=False).status_code in (401, 403)


@shows("9.5.4.2-2")
def test_abandoned_lasted_from_launched_to_the_last_statement(_requirement):
    begin = dates.now()
    with time_machine.travel(begin, tick=False) as clock:
        page = launched(trial(ONE), "0.0.0").begin()
        clock.shift(90)
        page.say(ALLOWED, defined=False)
        clock.shift(600)
        services.abandon(session=page.session)
    result = recorded(page.session.run, words.ABANDONED)[0]["result"]
    assert isodate.parse_duration(result["duration"]) == dt.timedelta(seconds=90)


@pytest.fixture
def waived():
    """A run whose only unit was waived, and what was stated about it."""
    run = trial(ONE)
    services.waive(run=run, place="0.0.0", reason=words.TESTED_OUT, by=UserFactory())
    return run


@shows(
    "9.3.7.0-1 9.3.7.0-2(d) 9.5.5.2-1 9.5.2.0-1(d2) 9.5.3.0-1(d2) 9.6.2.2-1(d4)",
)
def test_waived_counts_and_gives_its_reason(_requirement, waived):
    (statement,) = recorded(waived, words.WAIVED)
    assert statement["result"] == {
        "success": True,
        "completion": True,
        "extensions": {words.REASON: "Tested Out"},
    }
    assert categories(statement) == [words.CMI5_CATEGORY, words.MOVE_ON_CATEGORY]


@shows("9.3.7.0-3")
def test_waived_has_a_session_of_its_own_shared_with_satisfied_only(_requirement, waived):
    launched(waived, "0.0.0").begin()
    (statement,) = recorded(waived, words.WAIVED)
    same = [one for one in recorded(waived) if extension(one) == extension(statement)]
    assert {one["verb"]["id"] for one in same} == {words.WAIVED, words.SATISFIED}
    assert len(same) == 3


@shows("9.3.7.0-4 9.3.7.0-4(d) 9.3.0.0-11 9.3.0.0-11(d1)")
def test_waived_is_stated_once_for_a_unit(_requirement, waived):
    with pytest.raises(NotWaivable):
        services.waive(run=waived, place="0.0.0", reason=words.TESTED_OUT, by=UserFactory())
    assert len(recorded(waived, words.WAIVED)) == 1


BOTH = block(1, unit(1, more='moveOn="Completed"'), unit(2, more='moveOn="Passed"'))


@shows("9.3.3.0-3 9.3.4.0-4 9.3.9.0-1 9.3.9.0-5 9.3.9.0-9")
def test_satisfied_follows_the_statement_that_met_the_last_criterion(_requirement):
    run = trial(BOTH)
    first = launched(run, "0.0.0").begin()
    first.say(words.COMPLETED)
    assert not recorded(run, words.SATISFIED)
    first.say(words.TERMINATED)
    second = launched(run, "0.0.1").begin()
    second.say(words.PASSED)
    second.say(words.TERMINATED)
    verbs = [one["verb"]["id"] for one in recorded(run)]
    assert verbs[-4:] == [words.PASSED, words.SATISFIED, words.SATISFIED, words.TERMINATED]
    sessions = {extension(one) for one in recorded(run, words.SATISFIED)}
    assert sessions == {str(second.session.pk)}


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        req("9.3.9.0-2 9.3.9.0-3", 0, words.BLOCK),
        req("9.3.9.0-6 9.3.9.0-7", 1, words.COURSE),
    ],
)
def test_satisfied_names_our_identifier_and_its_kind(number, kind, waived):
    found = recorded(waived, words.SATISFIED)
    assert found[number]["object"]["definition"]["type"] == kind
    assert len({one["object"]["id"] for one in found}) == 2
    assert not found[number]["object"]["id"].startswith(BASE)


@shows("9.6.1.1-3")
def test_what_asks_for_nothing_is_satisfied_at_registration(_requirement):
    run = trial(block(1, unit()))
    assert [one["verb"]["id"] for one in recorded(run)] == [words.SATISFIED, words.SATISFIED]
    launched(run, "0.0.0").begin()
    assert len(recorded(run, words.SATISFIED)) == 2


@shows("4.2.0.0-1 4.2.0.0-1(d) 4.2.0.0-2 6.0.0.0-1 6.0.0.0-1(d)")
def test_one_account_reads_what_many_learners_did_in_the_store(_requirement):
    """The store passes ADL's suite for stores whole: `tests.standards.run_adl_suite`."""
    package = cmi5_package(ONE)
    runs = [services.try_out(package=package, by=UserFactory()) for _one in range(2)]
    for run in runs:
        launched(run, "0.0.0").begin()
    seen = Caller("all/read").get(
        "statements", activity=launched(runs[0], "0.0.0").told["activityId"]
    )
    assert len({one["actor"]["account"]["name"] for one in seen.json()["statements"]}) == 2


def test_a_satisfied_course_is_stated_about_the_item_of_the_seat():
    seat, key, package = seat_in(unit(more='moveOn="Completed"'))
    page = launched(run_of(seat, key, package)).begin()
    page.say(words.COMPLETED)
    last = [row for row in statements_of(seat.registration) if row.verb == words.SATISFIED]
    assert [row.activity for row in last] == [
        f"https://kommunalcampus.example/xapi/activities/item/{key}"
    ]
