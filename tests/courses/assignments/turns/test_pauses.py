"""Exemptions stop the clock."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.assignments.turns.pauses import Pause, is_paused, merged, stretched

SINCE = dt.date(2026, 1, 1)
DUE = dt.date(2026, 3, 31)


def day(month, number):
    return dt.date(2026, month, number)


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        ([], DUE),
        ([Pause(day(2, 1), day(2, 10))], day(4, 10)),
        # Begun before the time ran: only the days inside count.
        ([Pause(dt.date(2025, 12, 1), day(1, 10))], day(4, 10)),
        ([Pause(dt.date(2025, 11, 1), dt.date(2025, 12, 1))], DUE),
        # After the deadline nothing is moved, unless an earlier pause brings it there.
        ([Pause(day(4, 1), day(4, 30))], DUE),
        ([Pause(day(3, 31), day(4, 9))], day(4, 10)),
        ([Pause(day(2, 1), day(2, 10)), Pause(day(4, 5), day(4, 6))], day(4, 12)),
        # Twice the same days count once.
        ([Pause(day(2, 1), day(2, 10)), Pause(day(2, 5), day(2, 10))], day(4, 10)),
        # As long as it lasts nothing is moved.
        ([Pause(day(2, 1))], DUE),
    ],
)
def test_deadline_moves_on_by_the_days_the_clock_stood_still(pauses, due):
    assert stretched(DUE, since=SINCE, pauses=pauses) == due


@pytest.mark.parametrize(
    ("pauses", "found"),
    [
        ([Pause(day(1, 1), day(1, 5)), Pause(day(1, 6), day(1, 9))], [Pause(day(1, 1), day(1, 9))]),
        ([Pause(day(1, 1), day(1, 5)), Pause(day(1, 8), day(1, 9))], None),
        ([Pause(day(1, 1)), Pause(day(1, 8), day(1, 9))], [Pause(day(1, 1))]),
        ([Pause(day(1, 1), day(1, 9)), Pause(day(1, 8))], [Pause(day(1, 1))]),
    ],
)
def test_merged(pauses, found):
    assert merged(pauses) == (found or pauses)


def test_pause_holds_on_its_first_and_last_day():
    pauses = [Pause(day(2, 1), day(2, 2))]
    days = [day(1, 31), day(2, 1), day(2, 2), day(2, 3)]
    assert [is_paused(one, pauses) for one in days] == [False, True, True, False]
    assert is_paused(dt.date(2099, 1, 1), [Pause(SINCE)])


DAYS = st.dates(dt.date(2025, 1, 1), dt.date(2028, 1, 1))
PAUSES = st.lists(
    st.builds(
        lambda begin, length: Pause(begin, begin + dt.timedelta(days=length)),
        DAYS,
        st.integers(0, 200),
    ),
    max_size=6,
)


@given(PAUSES, DAYS, DAYS)
def test_pauses_never_shorten_a_time_and_their_order_does_not_matter(pauses, one, other):
    since, due = sorted((one, other))
    moved = stretched(due, since=since, pauses=pauses)
    assert moved >= due
    assert moved == stretched(due, since=since, pauses=[*reversed(pauses), *pauses])
    assert not is_paused(moved, pauses) or moved == due < since


@given(PAUSES, DAYS, DAYS)
def test_working_time_stays_the_same(pauses, one, other):
    since, due = sorted((one, other))
    moved = stretched(due, since=since, pauses=pauses)
    span = [since + dt.timedelta(days=n) for n in range((moved - since).days + 1)]
    assert sum(not is_paused(one, pauses) for one in span) == (due - since).days + 1
