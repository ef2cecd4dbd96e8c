"""The fold by cases: ties, lateness, what each verb says, and sums that always add up."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.learning.fold import (
    ATTEMPTED,
    COMPLETED,
    FAILED,
    PASSED,
    Event,
    ItemState,
    Mark,
    PlannedItem,
    Score,
    State,
    counted,
    fold,
    fulfilled_at,
    summarise,
)

DAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
ITEMS = [uuid.UUID(int=number) for number in range(1, 8)]


def event(verb, *, hour=0, stored=0, number=1, item=ITEMS[0], **more):
    """Return an event; `stored` counts hours after it happened."""
    moment = DAY + dt.timedelta(hours=hour)
    mark = Mark(moment, moment + dt.timedelta(hours=stored), uuid.UUID(int=number))
    return Event(mark=mark, verb=verb, item=item, **more)


def score(points, maximum=10):
    share = Decimal(points) / Decimal(maximum)
    return Score(share, Decimal(points), Decimal(maximum))


@pytest.mark.parametrize(
    ("verb", "completion", "completed", "passed", "attempts", "keeps_score"),
    [
        ("experienced", False, False, False, 0, False),
        ("progressed", False, False, False, 0, False),
        ("progressed", True, True, False, 0, False),
        (ATTEMPTED, False, False, False, 1, False),
        (COMPLETED, False, True, False, 0, False),
        (PASSED, False, False, True, 1, True),
        (PASSED, True, True, True, 1, True),
        (FAILED, False, False, False, 1, True),
        (FAILED, True, True, False, 1, True),
    ],
)
def test_verb_says_what_it_says_and_no_more(
    verb, completion, completed, passed, attempts, keeps_score
):
    state = fold([event(verb, completion=completion, attempt="a", score=score(5))])

    item = state.items[ITEMS[0]]
    assert item.first_seen == DAY
    assert (item.completed_at is not None) is completed
    assert (item.passed_at is not None) is passed
    assert len(item.attempts) == attempts
    assert (item.best is not None) is keeps_score


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_last_item_at_the_same_moment_is_the_one_stored_later(order):
    events = [
        event("experienced", stored=1, number=9, item=ITEMS[0]),
        event("experienced", stored=2, number=3, item=ITEMS[1]),
    ]

    assert fold([events[index] for index in order]).last.item == ITEMS[1]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_position_of_the_same_moment_and_storing_goes_by_the_identifier(order):
    events = [
        event("progressed", number=1, seconds=Decimal(70)),
        event("progressed", number=2, seconds=Decimal(30)),
    ]

    assert fold([events[index] for index in order]).items[ITEMS[0]].position.seconds == 30


def test_late_arrival_of_something_old_moves_neither_last_item_nor_position():
    known = fold([event("progressed", hour=5, number=1, seconds=Decimal(40))])
    late = event("progressed", hour=1, stored=90, number=2, item=ITEMS[0], seconds=Decimal(5))

    after = fold([late], known)

    assert after.items[ITEMS[0]].position.seconds == 40
    assert after.last == known.last
    assert after.items[ITEMS[0]].first_seen == DAY + dt.timedelta(hours=1)


def test_position_nought_is_a_position():
    state = fold([event("progressed", hour=1, seconds=Decimal(0))])

    assert state.items[ITEMS[0]].position.seconds == 0


@pytest.mark.parametrize(
    ("first", "second", "best"),
    [
        (score(3), score(9), score(9)),
        (score(9, 10), score(18, 20), score(18, 20)),
        (score(0), None, score(0)),
        (None, None, None),
    ],
)
def test_best_result_is_the_greatest_share_and_then_the_most_points(first, second, best):
    state = fold([event(FAILED, number=1, score=first), event(PASSED, number=2, score=second)])

    assert state.items[ITEMS[0]].best == best


@pytest.mark.parametrize(
    ("graded", "item", "fulfilled"),
    [
        (False, None, False),
        (True, None, False),
        (False, ItemState(first_seen=DAY), False),
        (False, ItemState(completed_at=DAY), True),
        (True, ItemState(completed_at=DAY), False),
        (True, ItemState(passed_at=DAY), True),
        (False, ItemState(passed_at=DAY), False),
    ],
)
def test_fulfilled_is_passed_for_graded_tests_and_completed_for_the_rest(graded, item, fulfilled):
    assert (fulfilled_at(item, graded=graded) is not None) is fulfilled


@pytest.mark.parametrize(("total", "done"), [(n, d) for n in range(1, 8) for d in range(n + 1)])
def test_percent_is_the_floor_and_hundred_means_all(total, done):
    plan = [PlannedItem(key, True, False) for key in ITEMS[:total]]
    events = [event(COMPLETED, number=i + 1, item=ITEMS[i]) for i in range(done)]

    summary = summarise(fold(events), plan)

    assert (summary.done, summary.total) == (done, total)
    assert summary.percent == done * 100 // total
    assert (summary.percent == 100) == (done == total)


def test_items_outside_the_plan_count_for_nothing():
    plan = [PlannedItem(ITEMS[0], True, False)]

    assert summarise(fold([event(COMPLETED, item=ITEMS[5])]), plan).done == 0


def test_counted_are_the_required_or_all():
    required, voluntary = PlannedItem(ITEMS[0], True, False), PlannedItem(ITEMS[1], False, False)

    assert counted([required, voluntary]) == [required]
    assert counted([voluntary]) == [voluntary]
    assert counted([]) == []


def test_voluntary_graded_test_is_needed_to_pass_but_not_to_complete():
    plan = [PlannedItem(ITEMS[0], True, False), PlannedItem(ITEMS[1], False, True)]
    done = fold([event(COMPLETED, item=ITEMS[0])])

    summary = summarise(done, plan)

    assert summary.percent == 100
    assert summary.passed_at is None


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ([(1, 3)], "0.3333"),
        ([(2, 3)], "0.6667"),
        ([(1, 1), (0, 9)], "0.1000"),
        ([(0, 5)], "0.0000"),
        ([(5, 5), (5, 5)], "1.0000"),
    ],
)
def test_score_weighs_tests_by_their_points(results, expected):
    plan = [PlannedItem(ITEMS[index], True, True) for index in range(len(results))]
    events = [
        event(PASSED, number=index + 1, item=ITEMS[index], score=score(*points))
        for index, points in enumerate(results)
    ]

    assert summarise(fold(events), plan).score_scaled == Decimal(expected)


@given(
    st.lists(st.tuples(st.sampled_from([COMPLETED, PASSED, FAILED]), st.integers(0, 6)), max_size=9)
)
def test_summary_always_adds_up(some):
    plan = [PlannedItem(key, index < 4, index % 2 == 0) for index, key in enumerate(ITEMS)]
    events = [
        event(verb, hour=hour, number=hour + 1, item=ITEMS[index], score=score(index))
        for hour, (verb, index) in enumerate(some)
    ]

    summary = summarise(fold(events), plan)

    assert 0 <= summary.done <= summary.total == 4
    assert 0 <= summary.percent <= 100
    assert (summary.completed_at is not None) == (summary.done == summary.total)
    assert summary.score_scaled is None or 0 <= summary.score_scaled <= 1


def test_nothing_known_is_nought():
    summary = summarise(State(), [PlannedItem(ITEMS[0], True, True)])

    assert (summary.percent, summary.done, summary.total) == (0, 0, 1)
    assert (summary.completed_at, summary.passed_at, summary.score_scaled) == (None, None, None)
