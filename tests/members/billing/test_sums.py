"""Sums: exact for any charges, rounded once per VAT row."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iso11649

from campus.kit.money import round_cent
from members.billing.numbers import creditor_reference, grouped, invoice_number
from members.billing.sums import lines_from, series_of, taxes_of, totals_of

DAY = dt.date(2026, 5, 4)


@dataclass
class Row:
    pk: int
    quantity: Decimal
    unit_price: Decimal
    vat_treatment: str = "exempt_education"
    vat_rate: Decimal = Decimal(0)
    description: str = "Modul"
    cost_centre: str = "1"
    service_from: dt.date = DAY
    service_until: dt.date = DAY
    provider_id: int | None = None

    @property
    def net(self):
        return round_cent(self.quantity * self.unit_price)


PRICES = st.decimals("0", "9999.99", places=2)
QUANTITIES = st.decimals("0.01", "500", places=2)
KINDS = st.sampled_from([("exempt_education", "0"), ("standard", "19"), ("standard", "7")])
ROWS = st.lists(st.tuples(QUANTITIES, PRICES, KINDS), min_size=1, max_size=30).map(
    lambda rows: [
        Row(place, quantity, price, kind, Decimal(rate))
        for place, (quantity, price, (kind, rate)) in enumerate(rows)
    ]
)


@given(ROWS)
def test_lines_hold_every_charge_once_and_lose_no_cent(rows):
    lines = lines_from(rows)
    assert sorted(key for line in lines for key in line.charges) == [row.pk for row in rows]
    assert sum(line.net for line in lines) == sum(row.net for row in rows)
    assert all(round_cent(line.quantity * line.unit_price) == line.net for line in lines)


@given(ROWS)
def test_taxes_are_rounded_once_and_never_off_by_more_than_half_a_cent(rows):
    taxes = taxes_of(lines_from(rows))
    for tax in taxes:
        assert abs(tax.amount - tax.base * tax.rate / 100) <= Decimal("0.005")
    totals = totals_of(taxes)
    assert totals.gross == totals.net + totals.vat
    assert totals.net == sum(row.net for row in rows)


@given(ROWS)
def test_taxes_of_the_opposite_lines_are_the_opposite_taxes(rows):
    opposite = [
        Row(row.pk, -row.quantity, row.unit_price, row.vat_treatment, row.vat_rate) for row in rows
    ]
    there, back = taxes_of(lines_from(rows)), taxes_of(lines_from(opposite))
    assert [-tax.amount for tax in there] == [tax.amount for tax in back]
    assert all(str(tax.amount) != "-0.00" for tax in back)


@pytest.mark.parametrize(
    ("treatment", "series"),
    [("outside_scope", "MB"), ("exempt_education", "RE"), ("standard", "RE")],
)
def test_series_of_contributions_is_their_own(treatment, series):
    assert series_of(treatment) == series


def test_number_and_reference_are_well_formed():
    number = invoice_number("RE", 2026, 42)
    assert number == "RE-2026-00042"
    assert iso11649.is_valid(creditor_reference(number))
    assert grouped("DE0212030000") == "DE02 1203 0000"
