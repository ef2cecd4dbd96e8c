"""Attempts at packages: handed over, kept, stated once, by one window at a time."""

import datetime as dt
import uuid

import pytest

from campus.kit import dates
from courses.enrolment.states import State
from courses.learning import services as learning
from courses.learning.errors import SeatNotConfirmed
from courses.learning.models import Progress
from courses.learning.services.erasing import erase_learner
from courses.learning.statements import with_id
from courses.playing import plays, selectors, services
from courses.playing.errors import NoPlayer, OpenElsewhere
from courses.playing.models import Attempt, Opening
from courses.xapi import selectors as store
from courses.xapi.services import account_agent
from members.people import selectors as people
from tests.factories.playing import described, make_package, packaged_seat

pytestmark = pytest.mark.django_db

PASSED = {"core": {"lesson_status": "passed", "score": {"raw": "90"}}}


class Window:
    """A browser window in which a part is played."""

    def __init__(self, seat, item, part=0):
        self.opening = services.open_part(enrolment=seat, item=item, part=part)
        self.serial = 0

    def begin(self, *, kept=None, force=False):
        return services.begin(opening_id=self.opening.pk, kept=kept, force=force)

    def commit(self, cmi, *, ended=False, serial=None, events=()):
        self.serial = serial or self.serial + 1
        sent = {"cmi": cmi, "serial": self.serial, "ended": ended, "events": list(events)}
        services.commit(opening_id=self.opening.pk, sent=sent)


def opened(seat, item, part=0):
    window = Window(seat, item, part)
    window.begin()
    return window


def told(seat):
    """Return verbs and activities of what the store holds of a seat's packages."""
    rows = [row for row in store.statements_of(seat.registration) if "attempt=" in str(row.context)]
    return [(row.verb.rpartition("/")[2], row.activity.rpartition("/item/")[2]) for row in rows]


def verbs(seat):
    return [verb for verb, _activity in told(seat)]


def percent(seat):
    return Progress.objects.get(enrolment=seat).percent


def test_package_is_played_from_start_to_end():
    seat, item, _package = packaged_seat()
    window = opened(seat, item)
    window.commit({"core": {"lesson_status": "incomplete"}, "suspend_data": "3"})
    window.commit({**PASSED, "suspend_data": "3"}, ended=True)
    assert verbs(seat) == ["initialized", "completed", "passed", "terminated"]
    assert percent(seat) == 100
    passed = [row for row in store.statements_of(seat.registration) if row.verb.endswith("passed")]
    context = passed[0].context["contextActivities"]
    assert context["category"][0]["id"] == "https://w3id.org/xapi/scorm"
    assert passed[0].result == {"success": True, "score": {"scaled": 0.9}}


def test_same_commit_twice_writes_nothing_twice():
    seat, item, _package = packaged_seat()
    window = opened(seat, item)
    for serial in (1, 1, 2):
        window.commit(PASSED, serial=serial)
    assert verbs(seat) == ["initialized", "completed", "passed"]
    assert Attempt.objects.get().revision == 1


def test_commit_that_comes_late_changes_nothing():
    seat, item, _package = packaged_seat()
    window = opened(seat, item)
    window.commit({"suspend_data": "neu"}, serial=5)
    window.commit({"suspend_data": "alt"}, serial=4)
    assert Attempt.objects.get().data == {"suspend_data": "neu"}


@pytest.mark.parametrize("length", [4096, 64_000, 200_000])
def test_place_is_handed_over_exactly_however_long_it_is(length):
    seat, item, _package = packaged_seat()
    text = "ä" * length
    opened(seat, item).commit(
        {"core": {"lesson_location": "7", "exit": "suspend"}, "suspend_data": text}, ended=True
    )
    data = Window(seat, item).begin()["data"]
    assert data["suspend_data"] == text
    assert (data["core"]["lesson_location"], data["core"]["entry"]) == ("7", "resume")
    assert verbs(seat) == ["initialized", "suspended", "terminated", "initialized", "resumed"]


def test_second_window_takes_over_and_the_first_one_is_told():
    seat, item, _package = packaged_seat()
    first = opened(seat, item)
    first.commit({"suspend_data": "1"})
    second = Window(seat, item)
    assert second.begin() == {"wait": services.MILLISECONDS}
    assert second.begin(force=True)["data"]["suspend_data"] == "1"
    with pytest.raises(OpenElsewhere) as error:
        first.commit({"suspend_data": "2"})
    assert "in einem anderen Fenster" in str(error.value)
    second.commit({"suspend_data": "3"})
    assert Attempt.objects.get().data == {"suspend_data": "3"}


def test_farewell_of_the_last_window_is_waited_for():
    seat, item, _package = packaged_seat()
    first, second = opened(seat, item), Window(seat, item)
    assert "wait" in second.begin()
    first.commit({"suspend_data": "zuletzt"}, ended=True)
    assert second.begin()["data"]["suspend_data"] == "zuletzt"


def test_window_that_was_left_long_ago_is_not_waited_for():
    seat, item, _package = packaged_seat()
    opened(seat, item)
    Opening.objects.update(last_at=dates.now() - dt.timedelta(minutes=1))
    assert "data" in Window(seat, item).begin()


def test_what_a_dead_network_held_up_is_taken_at_the_next_start():
    seat, item, _package = packaged_seat()
    first = opened(seat, item)
    kept = {"session": str(first.opening.pk), "cmi": PASSED, "serial": 9, "ended": True}
    assert "data" in Window(seat, item).begin(kept=kept)
    assert percent(seat) == 100


@pytest.mark.parametrize("kept", [5, {}, {"session": "x"}, {"session": str(uuid.uuid4())}])
def test_nonsense_kept_in_a_browser_is_left_out(kept):
    seat, item, _package = packaged_seat()
    assert "data" in Window(seat, item).begin(kept=kept)


def test_what_was_held_up_does_not_undo_what_another_window_has_done():
    seat, item, _package = packaged_seat()
    first = opened(seat, item)
    second = Window(seat, item)
    second.begin(force=True)
    second.commit({"suspend_data": "neu"}, ended=True)
    kept = {"session": str(first.opening.pk), "cmi": {"suspend_data": "alt"}, "serial": 9}
    assert Window(seat, item).begin(kept=kept)["data"]["suspend_data"] == "neu"


@pytest.mark.parametrize(
    ("completion", "cmi", "is_done"),
    [
        ("reported", {"core": {"lesson_status": "completed"}}, True),
        ("reported", {"core": {"lesson_status": "incomplete"}}, False),
        ("succeeded", {"core": {"lesson_status": "completed"}}, False),
        ("succeeded", PASSED, True),
        ("scored", PASSED, True),
        ("scored", {"core": {"score": {"raw": "85"}}}, True),
        ("scored", {"core": {"lesson_status": "completed", "score": {"raw": "70"}}}, False),
        ("button", PASSED, False),
        ("opened", {}, True),
    ],
)
def test_rule_of_the_item_decides(completion, cmi, is_done):
    seat, item, _package = packaged_seat(completion=completion)
    opened(seat, item).commit(cmi)
    assert (percent(seat) == 100) is is_done


def test_learner_finishes_by_button_where_the_author_says_so():
    seat, item, _package = packaged_seat(completion="button", kind="html")
    learning.finish_lesson(enrolment=seat, key=item.key)
    assert percent(seat) == 100


def test_parts_count_together():
    seat, item, _package = packaged_seat(package=make_package(parts=2))
    opened(seat, item, 0).commit(PASSED, ended=True)
    assert percent(seat) == 0
    opened(seat, item, 1).commit(PASSED, ended=True)
    assert percent(seat) == 100
    whole = [verb for verb, activity in told(seat) if activity == str(item.key)]
    assert whole == ["completed", "passed"]
    assert ("passed", f"{item.key}/part/I1") in told(seat)


def test_part_that_is_no_sco_is_not_waited_for():
    parts = [described(1), described(2, talks=False)]
    seat, item, _package = packaged_seat(package=make_package(parts=2))
    Attempt.objects.all().delete()
    _package.parts = parts
    _package.save()
    opened(seat, item, 0).commit(PASSED)
    assert percent(seat) == 100


def test_marks_of_scorm_2004_are_the_platforms():
    settings = {"scaled_passing_score": "0.8", "completion_threshold": "0.5"}
    seat, item, _package = packaged_seat(
        kind="scorm2004", settings=settings, completion="succeeded"
    )
    window = opened(seat, item)
    window.commit({"score": {"scaled": "0.7"}, "progress_measure": "0.6"})
    assert verbs(seat) == ["initialized", "completed", "failed"]
    window.commit({"score": {"scaled": "0.8"}, "progress_measure": "0.6"})
    assert percent(seat) == 100


def test_answers_are_stated_as_answers_to_questions_of_the_part():
    seat, item, _package = packaged_seat()
    asked = {"id": "f1", "type": "choice", "student_response": "a", "result": "correct"}
    window = opened(seat, item)
    for _time in range(2):
        window.commit({"interactions": {"0": asked}})
    assert told(seat)[1:] == [("responded", f"{item.key}/interactions/f1")]


def h5p_event(activity, *, verb="answered", part="", **result):
    name = f"{activity}?subContentId={part}" if part else activity
    return {
        "id": str(uuid.uuid4()),
        "actor": {"mbox": "mailto:jemand@example.org"},
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}"},
        "object": {"id": name, "definition": {"interactionType": "choice"}},
        "result": result,
    }


def test_content_of_h5p_states_its_result_under_the_account_of_the_seat():
    seat, item, _package = packaged_seat(kind="h5p", completion="scored")
    window = opened(seat, item)
    activity = plays.find(window.opening.pk).facts["activity"]
    whole = h5p_event(activity, completion=True, success=True, score={"scaled": 1})
    part = h5p_event(activity, part="ab-1", score={"raw": 1, "max": 2}, response="0")
    foreign = h5p_event("https://example.org/kurs", score={"scaled": 1})
    state = [{"dataType": "state", "previousState": "{}", "subContentId": "0"}]
    for _time in range(2):
        window.commit({"state": state}, events=[whole, part, foreign])
    assert verbs(seat) == ["initialized", "completed", "passed", "answered", "answered"]
    assert percent(seat) == 100
    account = str(people.account_name(seat.person))
    rows = list(store.statements_of(seat.registration))
    assert all(account in row.actor for row in rows)
    assert "example.org/kurs" not in str([row.activity for row in rows])
    assert Window(seat, item).begin(force=True)["data"] == {"state": state}


def test_seat_that_is_no_longer_confirmed_begins_and_keeps_nothing():
    seat, item, _package = packaged_seat()
    window = opened(seat, item)
    seat.state = State.CANCELLED
    seat.save()
    with pytest.raises(SeatNotConfirmed):
        window.commit(PASSED)
    with pytest.raises(SeatNotConfirmed):
        Window(seat, item).begin()


def test_without_a_host_of_packages_nothing_is_opened(settings):
    seat, item, _package = packaged_seat()
    with pytest.raises(NoPlayer):
        Window(seat, item, part=3)
    settings.KC_CONTENT_ORIGIN = ""
    with pytest.raises(NoPlayer):
        Window(seat, item)


def test_windows_of_days_ago_are_forgotten_but_for_the_last_one():
    seat, item, _package = packaged_seat()
    last = opened(seat, item)
    Window(seat, item)
    Opening.objects.update(opened_at=dates.now() - dt.timedelta(days=2))
    newest = Window(seat, item)
    kept = set(Opening.objects.values_list("pk", flat=True))
    assert kept == {last.opening.pk, newest.opening.pk}


def test_learners_share_no_storage_and_no_name():
    package = make_package()
    attempts = []
    for _person in range(2):
        seat, item, _package = packaged_seat(package=package)
        attempts.append(Window(seat, item).opening.attempt)
    assert len({selectors.partition_of(one) for one in attempts}) == 2
    assert len({selectors.learner_of(one).key for one in attempts}) == 2
    assert len({selectors.learner_of(one).name for one in attempts}) == 1


def test_erasing_a_learner_takes_what_packages_have_kept():
    seat, item, _package = packaged_seat()
    opened(seat, item).commit(PASSED)
    erase_learner(account_agent(str(people.account_name(seat.person))), policy="delete")
    assert not Attempt.objects.exists()


def test_identifiers_follow_from_their_reasons():
    assert with_id({}, "a") == with_id({}, "a") != with_id({}, "b")
