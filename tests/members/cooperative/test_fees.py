"""Pure rules of fees and shares, by table."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import pytest

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
