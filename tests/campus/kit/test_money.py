"""Rounding to whole cents, and net, VAT and gross that always add up."""

from dataclasses import FrozenInstanceError
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campus.kit.money import CENT, Amount, round_cent

AMOUNTS = st.decimals("-1000000", "1000000", places=6)
CENTS = st.decimals("-1000000", "1000000", places=2)
RATES = st.sampled_from([Decimal(rate) for rate in ("0", "7", "19")])


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [
        ("0.005", "0.01"),
        ("0.015", "0.02"),
        ("0.025", "0.03"),
        ("2.344999", "2.34"),
        ("-0.005", "-0.01"),
        ("-2.675", "-2.68"),
        ("1E+3", "1000.00"),
        ("7", "7.00"),
    ],
)
def test_round_cent_goes_half_away_from_zero(amount, rounded):
    assert str(round_cent(Decimal(amount))) == rounded


@pytest.mark.parametrize("amount", ["-0", "-0.00", "-0.004", "-0.0049999", "0"])
def test_round_cent_never_returns_a_negative_zero(amount):
    assert str(round_cent(Decimal(amount))) == "0.00"


@given(AMOUNTS)
def test_round_cent_is_at_most_half_a_cent_off_and_stays(amount):
    rounded = round_cent(amount)
    assert abs(rounded - amount) <= CENT / 2
    assert round_cent(rounded) == rounded
    assert rounded.as_tuple().exponent == -2


@given(AMOUNTS)
def test_round_cent_of_the_opposite_is_the_opposite(amount):
    assert round_cent(-amount) == -round_cent(amount)


@pytest.mark.parametrize(
    ("net", "rate", "vat", "gross"),
    [
        ("100.00", "19", "19.00", "119.00"),
        ("0.03", "19", "0.01", "0.04"),
        ("49.90", "7", "3.49", "53.39"),
        ("49.50", "7", "3.47", "52.97"),
        ("-100.00", "19", "-19.00", "-119.00"),
        ("100.00", "0", "0.00", "100.00"),
    ],
)
def test_amount_holds_vat_and_gross(net, rate, vat, gross):
    amount = Amount(Decimal(net), Decimal(rate))
    assert (str(amount.vat), str(amount.gross)) == (vat, gross)


def test_amount_without_a_rate_is_free_of_vat():
    assert Amount(Decimal("12.30")).gross == Decimal("12.30")


@given(CENTS, RATES)
def test_amount_adds_up_and_its_correction_takes_all_of_it_back(net, rate):
    amount, correction = Amount(net, rate), Amount(-net, rate)
    assert amount.net + amount.vat == amount.gross
    assert amount.gross + correction.gross == 0


def test_amount_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        Amount(Decimal(1)).net = Decimal(2)
