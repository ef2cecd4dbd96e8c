"""The one clock, which tests and the demo move, and months added to a day."""

import datetime as dt
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campus.kit import dates

DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2150, 12, 31))
MONTHS = st.integers(-600, 600)
NOON = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)


def test_now_is_aware_and_runs_with_the_machine():
    before = dt.datetime.now(dt.UTC)
    assert before <= dates.now() <= dt.datetime.now(dt.UTC)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (dt.datetime(2026, 1, 1, 22, 59, tzinfo=dt.UTC), dt.date(2026, 1, 1)),
        (dt.datetime(2026, 1, 1, 23, 0, tzinfo=dt.UTC), dt.date(2026, 1, 2)),
        (dt.datetime(2026, 7, 1, 21, 59, tzinfo=dt.UTC), dt.date(2026, 7, 1)),
        (dt.datetime(2026, 7, 1, 22, 0, tzinfo=dt.UTC), dt.date(2026, 7, 2)),
        (dt.datetime(2025, 12, 31, 23, 30, tzinfo=dt.UTC), dt.date(2026, 1, 1)),
    ],
)
def test_today_changes_at_midnight_in_germany(instant, day):
    with dates.moved_clock(instant):
        assert (dates.now(), dates.today()) == (instant, day)


def test_moved_clock_within_another_gives_the_outer_moment_back():
    later = NOON + dt.timedelta(days=1)
    with dates.moved_clock(NOON):
        with dates.moved_clock(later):
            assert dates.now() == later
        assert dates.now() == NOON
    assert dates.now() > later


def test_moved_clock_runs_again_after_a_failure():
    with pytest.raises(ZeroDivisionError), dates.moved_clock(NOON):
        _ = 1 / 0
    assert dates.now() != NOON


def test_moved_clock_moves_no_other_thread():
    seen = []
    with dates.moved_clock(NOON):
        thread = threading.Thread(target=lambda: seen.append(dates.now()))
        thread.start()
        thread.join()
    assert seen != [NOON]


@pytest.mark.parametrize(
    ("day", "months", "wanted"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-05-31", -3, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-11-30", 1, "2026-12-30"),
        ("2026-05-04", 0, "2026-05-04"),
        ("2100-01-30", 1, "2100-02-28"),
    ],
)
def test_add_months_keeps_the_day_where_the_month_has_it(day, months, wanted):
    found = dates.add_months(dt.date.fromisoformat(day), months)
    assert found == dt.date.fromisoformat(wanted)


@given(DAYS, MONTHS)
def test_add_months_lands_in_that_month_and_never_on_a_later_day(day, months):
    moved = dates.add_months(day, months)
    distance = (moved.year - day.year) * 12 + moved.month - day.month
    assert distance == months
    assert moved.day <= day.day
    # Only where the month has no such day is it an earlier one: then it is the month's last.
    assert moved.day == day.day or (moved + dt.timedelta(days=1)).day == 1


@given(DAYS.filter(lambda day: day.day <= 28), MONTHS)
def test_add_months_and_back_is_the_same_day_up_to_the_28th(day, months):
    assert dates.add_months(dates.add_months(day, months), -months) == day


@given(DAYS, DAYS, MONTHS)
def test_add_months_keeps_the_order_of_days(first, second, months):
    earlier, later = sorted((first, second))
    assert dates.add_months(earlier, months) <= dates.add_months(later, months)


@given(DAYS)
def test_month_start_is_the_first_of_the_same_month(day):
    start = dates.month_start(day)
    assert (start.year, start.month, start.day) == (day.year, day.month, 1)
