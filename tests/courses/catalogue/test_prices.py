"""What a course costs on a day: by table, and for any prices never negative, never dearer."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campus.kit.dates import moved_clock
from campus.kit.money import CENT
from courses.catalogue import presenting
from courses.catalogue.prices import Per, Price, Reduction, overlaps

DAY = dt.date(2026, 3, 2)
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def reduction(first=0, last=9, percent=None, amount=None):
    """Return a reduction from so many days after the day to so many."""
    return Reduction(
        DAY + dt.timedelta(days=first),
        DAY + dt.timedelta(days=last),
        None if percent is None else Decimal(percent),
        None if amount is None else Decimal(amount),
    )


@pytest.mark.parametrize(
    ("full", "percent", "amount", "reduced"),
    [
        ("49.00", "25", None, "36.75"),
        ("0.01", "50", None, "0.01"),
        ("0.05", "50", None, "0.03"),
        ("19.99", "33.33", None, "13.33"),
        ("49.00", "100", None, "0.00"),
        ("49.00", "0.01", None, "49.00"),
        ("49.00", None, "30.00", "30.00"),
        ("49.00", None, "0.00", "0.00"),
        ("49.00", None, "60.00", "49.00"),
        ("49.00", None, None, "49.00"),
        ("0.00", "25", None, "0.00"),
    ],
)
def test_reduced_price_by_table(full, percent, amount, reduced):
    found = reduction(percent=percent, amount=amount).of(Decimal(full))
    assert found == Decimal(reduced)
    assert found.as_tuple().exponent == -2


CENTS = st.integers(0, 10**9).map(lambda cents: Decimal(cents) / 100)
PERCENT = st.integers(1, 10_000).map(lambda part: Decimal(part) / 100)


@given(full=CENTS, percent=PERCENT)
def test_any_per_cent_gives_whole_cents_between_nothing_and_the_full_price(full, percent):
    reduced = reduction(percent=percent).of(full)
    assert 0 <= reduced <= full
    assert reduced == reduced.quantize(CENT)
    assert abs(reduced - full * (100 - percent) / 100) <= CENT / 2


@given(full=CENTS, amount=CENTS)
def test_any_reduced_price_is_never_dearer_than_the_full_one(full, amount):
    assert reduction(amount=amount).of(full) == min(full, amount)


@given(full=CENTS, one=PERCENT, more=PERCENT)
def test_more_per_cent_off_is_never_dearer(full, one, more):
    low, high = sorted((one, more))
    assert reduction(percent=high).of(full) <= reduction(percent=low).of(full)


@pytest.mark.parametrize(
    ("day", "price"),
    [(-1, "40"), (0, "30"), (9, "30"), (10, "40"), (20, "10"), (29, "10"), (30, "40")],
)
def test_price_of_a_day_follows_the_reduction_of_that_day(day, price):
    cost = Price(
        Decimal(40), Per.SEAT, (reduction(0, 9, percent="25"), reduction(20, 29, amount="10"))
    )
    assert cost.on(DAY + dt.timedelta(days=day)) == Decimal(price)


def test_reduction_that_lowers_nothing_is_none():
    cost = Price(Decimal(10), Per.SEAT, (reduction(amount="12"),))
    assert cost.reduction_on(DAY) is None
    assert cost.on(DAY) == Decimal(10)


@pytest.mark.parametrize(
    ("first", "last", "common"),
    [(10, 12, False), (-5, -1, False), (9, 9, True), (-5, 0, True), (3, 4, True), (-9, 99, True)],
)
def test_overlap_is_a_day_in_common(first, last, common):
    assert overlaps(reduction(), reduction(first, last)) is common
    assert overlaps(reduction(first, last), reduction()) is common


@pytest.mark.parametrize(
    ("full", "per", "needs"),
    [("5", "session", True), ("0", "session", False), ("5", "seat", False), ("5", "flat", False)],
)
def test_only_what_is_paid_for_each_date_needs_one(full, per, needs):
    assert Price(Decimal(full), per).needs_dates is needs


@pytest.mark.parametrize(
    ("cost", "words"),
    [
        (None, "Derzeit nicht buchbar"),
        (Price(Decimal(0), Per.FLAT), "Für Mitglieder kostenfrei"),
        (Price(Decimal(12)), "12,00 € je Platz"),
        (Price(Decimal(12), Per.SESSION), "12,00 € je Platz und Termin"),
        (Price(Decimal("1200"), Per.FLAT), "1.200,00 € pauschal je Kommune und Jahr"),
        (
            Price(Decimal(12), Per.SEAT, (reduction(percent="25"),)),
            "9,00 € je Platz statt 12,00 €, bis 11.03.2026",
        ),
        (
            Price(Decimal(12), Per.SESSION, (reduction(percent="100"),)),
            "Für Mitglieder kostenfrei statt 12,00 €, bis 11.03.2026",
        ),
    ],
    ids=["none", "free", "seat", "session", "flat", "reduced", "given away"],
)
def test_cost_in_words(cost, words):
    with moved_clock(NOON):
        assert presenting.cost_words(cost) == words


def test_facts_of_a_reduced_price_name_the_full_one_and_the_last_day():
    cost = Price(Decimal(12), Per.SEAT, (reduction(percent="25"),))
    with moved_clock(NOON):
        assert presenting.price_facts(cost) == {
            "words": "9,00 € je Platz",
            "full": "12,00",
            "until": "11.03.2026",
        }
    with moved_clock(NOON + dt.timedelta(days=10)):
        assert presenting.price_facts(cost) == {"words": "12,00 € je Platz"}
    assert presenting.price_facts(None) == {"words": "Derzeit nicht buchbar"}
