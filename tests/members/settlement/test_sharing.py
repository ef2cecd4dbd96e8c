"""Shares add up to the cent: largest remainder, by table and for any amounts."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campus.kit.money import CENT, round_cent
from members.settlement.quarters import Quarter, last_over, quarter_of
from members.settlement.sharing import Part, allot, total_of


def parts_of(*pairs):
    """Return parts from pairs of net amount and share."""
    return [Part(Decimal(net), Decimal(share)) for net, share in pairs]


@pytest.mark.parametrize(
    ("pairs", "amounts"),
    [
        ([], []),
        ([("49.50", "70")], ["34.65"]),
        ([("0.01", "50")], ["0.01"]),
        ([("0.01", "50"), ("0.01", "50")], ["0.01", "0.00"]),
        ([("0.01", "33.33"), ("0.01", "33.33"), ("0.01", "33.34")], ["0.00", "0.00", "0.01"]),
        ([("10.01", "70"), ("10.01", "70"), ("10.01", "70")], ["7.01", "7.01", "7.00"]),
        ([("-49.50", "70")], ["-34.65"]),
        ([("49.50", "70"), ("-49.50", "70")], ["34.65", "-34.65"]),
        ([("10.01", "70"), ("-10.01", "70")], ["7.01", "-7.01"]),
        ([("100", "0"), ("100", "100")], ["0.00", "100.00"]),
    ],
)
def test_amounts_by_table(pairs, amounts):
    assert allot(parts_of(*pairs)) == [Decimal(amount) for amount in amounts]


CENTS = st.integers(-500_000, 500_000).map(lambda cents: Decimal(cents) / 100)
SHARES = st.integers(0, 10_000).map(lambda share: Decimal(share) / 100)
PARTS = st.lists(st.builds(Part, CENTS, SHARES), max_size=40)


@given(PARTS)
def test_amounts_add_up_to_the_sum_of_charges_times_share(parts):
    assert sum(allot(parts), Decimal(0)) == total_of(parts)
    exact = sum((part.net * part.share for part in parts), Decimal(0)) / 100
    assert total_of(parts) == round_cent(exact)


@given(PARTS)
def test_no_amount_is_a_cent_away_from_its_exact_share(parts):
    for part, amount in zip(parts, allot(parts), strict=True):
        assert abs(amount - part.exact) < CENT
        assert amount == amount.quantize(CENT)


@given(PARTS)
def test_taking_everything_back_leaves_nothing(parts):
    back = [Part(-part.net, part.share) for part in parts]
    assert total_of(parts) + total_of(back) == 0


@pytest.mark.parametrize(
    ("quarter", "first", "last"),
    [
        (Quarter(2025, 1), dt.date(2025, 1, 1), dt.date(2025, 3, 31)),
        (Quarter(2025, 2), dt.date(2025, 4, 1), dt.date(2025, 6, 30)),
        (Quarter(2025, 4), dt.date(2025, 10, 1), dt.date(2025, 12, 31)),
    ],
)
def test_quarter_has_its_days(quarter, first, last):
    assert (quarter.first, quarter.last) == (first, last)
    assert quarter_of(first) == quarter_of(last) == quarter
    assert last_over(last + dt.timedelta(days=1)) == quarter
    assert last_over(last) < quarter
