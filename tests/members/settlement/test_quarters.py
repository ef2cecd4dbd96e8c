"""Quarters: which day lies in which, and which one can be settled."""

import datetime as dt

import pytest

from members.settlement.quarters import Quarter, last_over, quarter_of


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (dt.date(2025, 1, 1), Quarter(2025, 1)),
        (dt.date(2025, 2, 28), Quarter(2025, 1)),
        (dt.date(2025, 3, 31), Quarter(2025, 1)),
        (dt.date(2025, 4, 1), Quarter(2025, 2)),
        (dt.date(2025, 5, 15), Quarter(2025, 2)),
        (dt.date(2025, 6, 30), Quarter(2025, 2)),
        (dt.date(2025, 7, 1), Quarter(2025, 3)),
        (dt.date(2025, 8, 31), Quarter(2025, 3)),
        (dt.date(2025, 9, 30), Quarter(2025, 3)),
        (dt.date(2025, 10, 1), Quarter(2025, 4)),
        (dt.date(2025, 11, 23), Quarter(2025, 4)),
        (dt.date(2025, 12, 31), Quarter(2025, 4)),
    ],
)
def test_day_lies_in_its_quarter(day, quarter):
    assert quarter_of(day) == quarter
    assert quarter.first <= day <= quarter.last


@pytest.mark.parametrize(
    ("today", "settled"),
    [
        (dt.date(2025, 1, 1), Quarter(2024, 4)),
        (dt.date(2025, 3, 31), Quarter(2024, 4)),
        (dt.date(2025, 4, 1), Quarter(2025, 1)),
        (dt.date(2025, 6, 30), Quarter(2025, 1)),
        (dt.date(2025, 7, 1), Quarter(2025, 2)),
        (dt.date(2025, 12, 31), Quarter(2025, 3)),
        (dt.date(2026, 1, 1), Quarter(2025, 4)),
    ],
)
def test_quarter_is_settled_from_the_day_after_its_last(today, settled):
    assert last_over(today) == settled
    assert settled.last < today


@pytest.mark.parametrize(
    ("year", "last"), [(2023, dt.date(2023, 3, 31)), (2024, dt.date(2024, 3, 31))]
)
def test_leap_years_change_nothing_at_the_end_of_a_quarter(year, last):
    assert Quarter(year, 1).last == last
    assert (Quarter(year, 1).last - Quarter(year, 1).first).days == 89 + (year == 2024)


def test_quarters_are_in_order_and_written_with_their_year():
    quarters = [Quarter(2025, 4), Quarter(2026, 1), Quarter(2025, 1)]
    assert [str(one) for one in sorted(quarters)] == ["1/2025", "4/2025", "1/2026"]
