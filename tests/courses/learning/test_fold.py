"""The fold: its laws by random events, its rules by cases."""

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
    WAIVED,
    Event,
    Mark,
    PlannedItem,
    Score,
    State,
    fold,
    merge,
    state_of,
    summarise,
)

DAY = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
ITEMS = [uuid.UUID(int=number) for number in range(1, 5)]
VERBS = ["experienced", "progressed", ATTEMPTED, COMPLETED, PASSED, FAILED, WAIVED]

moments = st.integers(0, 5).map(lambda hours: DAY + dt.timedelta(hours=hours))
scores = st.integers(0, 4).map(
    lambda points: Score(Decimal(points) / 4, Decimal(points), Decimal(4))
)


@st.composite
def events(draw):
    number = draw(st.integers(1, 10**6))
    return Event(
        mark=Mark(draw(moments), draw(moments), uuid.UUID(int=number)),
        verb=draw(st.sampled_from(VERBS)),
        item=draw(st.sampled_from(ITEMS)),
        completion=draw(st.booleans()),
        score=draw(st.none() | scores),
        attempt=draw(st.sampled_from(["", "a", "b", "c"])),
        seconds=draw(st.none() | st.integers(0, 99).map(Decimal)),
    )


lists = st.lists(events(), max_size=12, unique_by=lambda event: event.mark.statement_id)


def at(hours, number=1):
    return Mark(
        DAY + dt.timedelta(hours=hours), DAY + dt.timedelta(hours=hours), uuid.UUID(int=number)
    )


def event(hours, verb, item=ITEMS[0], number=1, **more):
    return Event(mark=at(hours, number), verb=verb, item=item, **more)


@given(lists, st.randoms())
def test_fold_any_order_gives_the_same_state(some, random):
    shuffled = list(some)
    random.shuffle(shuffled)

    assert fold(shuffled) == fold(some)


@given(lists, st.integers(0, 12))
def test_fold_duplicates_change_nothing(some, count):
    assert fold([*some, *some[:count]]) == fold(some)


@given(lists, lists)
def test_merge_is_commutative(one, other):
    assert merge(fold(one), fold(other)) == merge(fold(other), fold(one))


@given(lists, lists, lists)
def test_merge_is_associative(one, two, three):
    a, b, c = fold(one), fold(two), fold(three)

    assert merge(merge(a, b), c) == merge(a, merge(b, c))


@given(lists)
def test_merge_is_idempotent_and_has_a_neutral_state(some):
    state = fold(some)

    assert merge(state, state) == state
    assert merge(state, State()) == state


@given(lists, st.integers(0, 12))
def test_fold_in_two_parts_equals_the_whole(some, cut):
    assert fold(some[cut:], fold(some[:cut])) == fold(some)


@given(lists, events())
def test_percent_never_falls_by_another_event(some, extra):
    plan = [PlannedItem(key, True, key == ITEMS[0]) for key in ITEMS]

    before = summarise(fold(some), plan)
    after = summarise(fold([*some, extra]), plan)

    assert after.percent >= before.percent
    assert (after.percent == 100) == (after.completed_at is not None)


def test_state_first_seen_is_the_earliest_moment():
    state = fold([event(3, "experienced", number=1), event(1, "progressed", number=2)])

    assert state.items[ITEMS[0]].first_seen == DAY + dt.timedelta(hours=1)
    assert state.last.mark.timestamp == DAY + dt.timedelta(hours=3)


def test_state_last_position_is_that_of_the_latest_statement_not_of_the_latest_arrival():
    late = event(5, "progressed", number=1, seconds=Decimal(40))
    early = event(1, "progressed", number=2, seconds=Decimal(90))

    assert fold([late, early]).items[ITEMS[0]].position.seconds == 40


def test_state_attempts_are_counted_once_each():
    state = fold(
        [
            event(1, ATTEMPTED, number=1, attempt="a"),
            event(2, FAILED, number=2, attempt="a"),
            event(3, PASSED, number=3, attempt="b"),
            event(4, "experienced", number=4, attempt="c"),
        ]
    )

    assert state.items[ITEMS[0]].attempts == {"a", "b"}


def test_state_best_result_counts_whatever_comes_later():
    good = Score(Decimal("0.9"), Decimal(9), Decimal(10))
    poor = Score(Decimal("0.2"), Decimal(2), Decimal(10))
    state = fold([event(1, PASSED, number=1, score=good), event(2, FAILED, number=2, score=poor)])

    assert state.items[ITEMS[0]].best == good
    assert state.items[ITEMS[0]].passed_at is not None


def test_state_score_of_something_that_is_no_result_is_ignored():
    score = Score(Decimal(1), Decimal(1), Decimal(1))

    assert state_of(event(1, "experienced", score=score)).items[ITEMS[0]].best is None


@pytest.mark.parametrize(
    ("done", "percent"), [(0, 0), (1, 33), (2, 66), (3, 100)], ids=["none", "one", "two", "all"]
)
def test_percent_is_rounded_down_and_full_only_when_all_is_done(done, percent):
    plan = [PlannedItem(key, True, False) for key in ITEMS[:3]]
    some = [event(hour, COMPLETED, ITEMS[hour], hour + 1) for hour in range(done)]

    assert summarise(fold(some), plan).percent == percent


def test_completion_is_the_moment_of_the_last_required_item():
    plan = [PlannedItem(ITEMS[0], True, False), PlannedItem(ITEMS[1], True, False)]
    some = [event(4, COMPLETED, ITEMS[0], 1), event(2, COMPLETED, ITEMS[1], 2)]

    assert summarise(fold(some), plan).completed_at == DAY + dt.timedelta(hours=4)


def test_voluntary_items_do_not_count():
    plan = [PlannedItem(ITEMS[0], True, False), PlannedItem(ITEMS[1], False, False)]

    assert summarise(fold([event(1, COMPLETED, ITEMS[0])]), plan).percent == 100
    assert summarise(fold([event(1, COMPLETED, ITEMS[1])]), plan).percent == 0


def test_course_without_required_items_counts_all_of_them():
    plan = [PlannedItem(key, False, False) for key in ITEMS[:2]]

    assert summarise(fold([event(1, COMPLETED, ITEMS[1])]), plan).percent == 50


def test_course_without_items_is_never_complete():
    summary = summarise(State(), [])

    assert (summary.percent, summary.completed_at) == (0, None)


@pytest.mark.parametrize("verb", [COMPLETED, FAILED], ids=["completed", "failed"])
def test_graded_test_is_fulfilled_by_passing_only(verb):
    plan = [PlannedItem(ITEMS[0], True, True)]
    handed_in = event(1, verb, completion=True)

    assert summarise(fold([handed_in]), plan).percent == 0
    assert summarise(fold([handed_in, event(2, PASSED, number=2)]), plan).percent == 100


def test_course_is_passed_when_every_graded_test_is():
    plan = [PlannedItem(key, True, True) for key in ITEMS[:2]]
    one = event(1, PASSED, ITEMS[0], 1)
    two = event(3, PASSED, ITEMS[1], 2)

    assert summarise(fold([one]), plan).passed_at is None
    assert summarise(fold([one, two]), plan).passed_at == DAY + dt.timedelta(hours=3)


def test_course_without_graded_test_has_neither_pass_nor_score():
    plan = [PlannedItem(ITEMS[0], True, False)]
    summary = summarise(fold([event(1, COMPLETED)]), plan)

    assert (summary.passed_at, summary.score_scaled) == (None, None)


def test_score_adds_the_points_of_all_graded_tests():
    plan = [PlannedItem(key, True, True) for key in ITEMS[:2]]
    small = event(1, PASSED, ITEMS[0], 1, score=Score(Decimal(1), Decimal(2), Decimal(2)))
    large = event(2, FAILED, ITEMS[1], 2, score=Score(Decimal("0.5"), Decimal(4), Decimal(8)))

    assert summarise(fold([small]), plan).score_scaled is None
    assert summarise(fold([small, large]), plan).score_scaled == Decimal("0.6000")


def test_waived_item_is_done_and_was_never_opened():
    state = fold([event(2, WAIVED)])
    item = state.items[ITEMS[0]]

    assert (item.completed_at, item.waived_at) == (DAY + dt.timedelta(hours=2),) * 2
    assert (item.first_seen, state.last) == (None, None)


def test_waiver_under_a_rule_that_is_no_more_counts_for_nothing():
    item = fold([event(2, WAIVED, counts=False)]).items[ITEMS[0]]

    assert (item.completed_at, item.waived_at) == (None, None)


def test_item_learnt_before_it_was_waived_keeps_its_day():
    item = fold([event(2, WAIVED, number=1), event(1, COMPLETED, number=2)]).items[ITEMS[0]]

    assert item.completed_at == DAY + dt.timedelta(hours=1)
    assert item.waived_at == DAY + dt.timedelta(hours=2)
