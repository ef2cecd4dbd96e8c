"""Pure rules of fees and shares, by table."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campus.kit.dates import add_months
from members.cooperative.fees import (
    class_for,
    earliest_end,
    is_seamless,
    may_take_further_shares,
    year_share,
)


@dataclass(frozen=True)
class Row:
    population_from: int
    population_until: int | None


THREE = [Row(0, 20_000), Row(20_001, 50_000), Row(50_001, None)]


@pytest.mark.parametrize(
    ("population", "start"),
    [
        (0, 0),
        (20_000, 0),
        (20_001, 20_001),
        (50_000, 20_001),
        (50_001, 50_001),
        (9_999_999, 50_001),
    ],
)
def test_class_for_population_at_the_edges(population, start):
    assert class_for(population, THREE).population_from == start


def test_class_for_population_in_a_gap_is_none():
    assert class_for(5, [Row(0, 4), Row(6, None)]) is None


@pytest.mark.parametrize(
    ("rows", "seamless"),
    [
        (THREE, True),
        (THREE[::-1], True),
        ([Row(0, None)], True),
        ([], False),
        ([Row(1, None)], False),
        ([Row(0, 10), Row(12, None)], False),
        ([Row(0, 10), Row(10, None)], False),
        ([Row(0, 10)], False),
        ([Row(0, None), Row(11, None)], False),
    ],
)
def test_is_seamless(rows, seamless):
    assert is_seamless(rows) is seamless


@pytest.mark.parametrize(
    ("joined", "months", "amount"),
    [
        (dt.date(2025, 3, 1), 12, "1000.00"),
        (dt.date(2026, 1, 31), 12, "1000.00"),
        (dt.date(2026, 7, 1), 6, "500.00"),
        (dt.date(2026, 8, 31), 5, "416.67"),
        (dt.date(2026, 12, 31), 1, "83.33"),
    ],
)
def test_year_share_counts_from_the_month_of_joining(joined, months, amount):
    share = year_share(2026, joined)
    assert (share.months, share.of(Decimal("1000"))) == (months, Decimal(amount))
    assert share.last == dt.date(2026, 12, 31)


def test_year_share_before_joining_is_none():
    assert year_share(2026, dt.date(2027, 1, 1)) is None


@pytest.mark.parametrize(
    ("notice", "end"),
    [
        (dt.date(2026, 1, 1), 2026),
        (dt.date(2026, 9, 30), 2026),
        (dt.date(2026, 10, 1), 2027),
        (dt.date(2026, 12, 31), 2027),
    ],
)
def test_earliest_end_keeps_three_months(notice, end):
    assert earliest_end(notice) == dt.date(end, 12, 31)


@pytest.mark.parametrize(("paid", "may"), [("1999.99", False), ("2000", True), ("3000", True)])
def test_further_shares_need_all_but_the_last_paid(paid, may):
    assert may_take_further_shares(Decimal(3000), Decimal(1000), Decimal(paid)) is may


@pytest.mark.parametrize(
    ("month", "amount"),
    [
        (1, "1000.00"),
        (2, "916.67"),
        (3, "833.33"),
        (4, "750.00"),
        (5, "666.67"),
        (6, "583.33"),
        (7, "500.00"),
        (8, "416.67"),
        (9, "333.33"),
        (10, "250.00"),
        (11, "166.67"),
        (12, "83.33"),
    ],
)
def test_contribution_by_twelfths_counts_the_month_of_joining_whole(month, amount):
    """First and last day of a month owe the same."""
    last = (dt.date(2026 + month // 12, month % 12 + 1, 1)) - dt.timedelta(days=1)
    for day in (dt.date(2026, month, 1), last):
        share = year_share(2026, day)
        assert share.of(Decimal(1000)) == Decimal(amount)
        assert (share.first, share.last) == (dt.date(2026, month, 1), dt.date(2026, 12, 31))


@given(
    joined=st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31)),
    yearly=st.decimals(0, 999_999, places=2),
    later=st.integers(1, 40),
)
def test_contribution_is_never_more_than_a_year_and_whole_from_the_next_year_on(
    joined, yearly, later
):
    first_year = year_share(joined.year, joined)
    assert 1 <= first_year.months <= 12
    assert first_year.first <= joined <= first_year.last
    assert Decimal(0) <= first_year.of(yearly) <= yearly
    assert year_share(joined.year + later, joined).of(yearly) == yearly
    assert year_share(joined.year - later, joined) is None


@given(ends=st.lists(st.integers(0, 10_000_000), unique=True, max_size=7))
def test_classes_without_gap_put_every_population_into_exactly_one(ends):
    rows = chain(ends)
    assert is_seamless(rows)
    for population in {0, 1, *ends, *(end + 1 for end in ends), 99_999_999}:
        fitting = [row for row in rows if class_for(population, [row])]
        assert fitting == [class_for(population, rows)]


@given(
    ends=st.lists(st.integers(1, 10_000_000), unique=True, min_size=1, max_size=7),
    data=st.data(),
)
def test_classes_with_one_row_missing_or_moved_are_not_seamless(ends, data):
    rows = chain(ends)
    place = data.draw(st.integers(0, len(rows) - 1))
    row = rows[place]
    beside = [one for one in rows if one is not row]
    assert not is_seamless(beside)
    for step in (-1, 1):
        moved = Row(row.population_from + step, row.population_until)
        assert not is_seamless([*beside, moved])


def chain(ends):
    """Return classes that follow each other, the last without an end."""
    uppers = [*sorted(ends), None]
    starts = [0, *(end + 1 for end in sorted(ends))]
    return [Row(start, upper) for start, upper in zip(starts, uppers, strict=True)]


@pytest.mark.parametrize(
    ("notice", "end"),
    [
        (dt.date(2024, 2, 29), dt.date(2024, 12, 31)),
        (dt.date(2026, 6, 30), dt.date(2026, 12, 31)),
        (dt.date(2026, 9, 29), dt.date(2026, 12, 31)),
        (dt.date(2026, 9, 30), dt.date(2026, 12, 31)),
        (dt.date(2026, 10, 1), dt.date(2027, 12, 31)),
        (dt.date(2026, 10, 2), dt.date(2027, 12, 31)),
        (dt.date(2026, 11, 30), dt.date(2027, 12, 31)),
        (dt.date(2026, 12, 31), dt.date(2027, 12, 31)),
        (dt.date(2027, 1, 1), dt.date(2027, 12, 31)),
    ],
)
def test_notice_of_a_day_ends_the_membership_on(notice, end):
    assert earliest_end(notice) == end


@given(notice=st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)))
def test_notice_ends_on_the_first_new_years_eve_three_months_ahead(notice):
    end = earliest_end(notice)
    assert (end.month, end.day) == (12, 31)
    assert add_months(notice, 3) <= end
    assert add_months(notice, 3) > dt.date(end.year - 1, 12, 31)


@pytest.mark.parametrize(
    ("nominal", "value", "paid", "may"),
    [
        ("1000", "1000", "0", True),
        ("2000", "1000", "999.99", False),
        ("2000", "1000", "1000", True),
        ("5000", "1000", "3999.99", False),
        ("5000", "1000", "4000", True),
        ("5000", "1000", "5000", True),
        ("1500", "500", "1000", True),
    ],
)
def test_further_shares_by_what_is_paid_in(nominal, value, paid, may):
    """§ 15b GenG: every share but the last is fully paid."""
    assert may_take_further_shares(Decimal(nominal), Decimal(value), Decimal(paid)) is may
