"""Forms: strict German amounts, days of the calendar, and sentences for what cannot be meant."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from campus.kit.dates import moved_clock
from members.billing.forms import AllocationForm, FilterForm, PaymentForm, ReversalForm, RunForm

NOON = dt.datetime(2026, 5, 4, 10, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def german_noon():
    with translation.override("de"), moved_clock(NOON):
        yield


def payment(**changes):
    data = {"amount": "495,00", "received_on": "2026-05-04", "reference": "KA 1", **changes}
    return PaymentForm(data)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("495", "495.00"),
        ("495,5", "495.50"),
        ("495,50", "495.50"),
        ("1.234,56", "1234.56"),
        ("1.234", "1234.00"),
        ("1234,56 €", "1234.56"),
        ("12,00 EUR", "12.00"),
        (" 0,01 ", "0.01"),
        ("9.999.999,99", "9999999.99"),
    ],
)
def test_amount_in_german_notation_is_read(typed, amount):
    form = payment(amount=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["amount"] == Decimal(amount)


@pytest.mark.parametrize(
    "typed",
    ["495.00", "1,234.56", "1.23,4", "12.34", "1 234", "-5", "+5", "1e3", "4,955", "NaN", "∞", "٤"],
)
def test_amount_that_could_mean_something_else_is_refused(typed):
    form = payment(amount=typed)
    assert "Dieser Betrag ist nicht lesbar." in form.errors["amount"][0]
    assert form["amount"].value() == typed


def test_amount_beyond_ten_millions_is_refused():
    assert payment(amount="10.000.000,00").errors["amount"]


@pytest.mark.parametrize("name", ["amount", "received_on", "reference"])
def test_payment_without_a_field_is_refused(name):
    assert set(payment(**{name: ""}).errors) == {name}


@pytest.mark.parametrize(
    ("day", "valid"),
    [
        ("2026-05-04", True),
        ("04.05.2026", True),
        ("2026-05-05", False),
        ("2000-01-01", True),
        ("1999-12-31", False),
        ("0001-01-01", False),
        ("2026-02-30", False),
        ("gestern", False),
    ],
)
@pytest.mark.parametrize(
    ("form", "name"), [(payment, "received_on"), (lambda until: RunForm({"until": until}), "until")]
)
def test_day_is_one_of_the_calendar_up_to_today(form, name, day, valid):
    assert (name not in form(**{name: day}).errors) is valid


def test_day_to_come_is_answered_by_a_sentence():
    errors = payment(received_on="2026-05-05").errors["received_on"]
    assert errors == ["Bitte geben Sie einen Tag bis heute an."]


@pytest.mark.parametrize(("length", "valid"), [(120, True), (121, False)])
def test_reference_has_at_most_120_characters(length, valid):
    assert payment(reference="x" * length).is_valid() is valid


@pytest.mark.parametrize("reason", ["", "   ", "x" * 201])
def test_reversal_needs_a_reason_that_fits(reason):
    assert not ReversalForm({"reason": reason}).is_valid()


def test_allocation_needs_number_and_amount():
    assert set(AllocationForm({}).errors) == {"number", "amount"}


@pytest.mark.parametrize(
    ("data", "valid"),
    [
        ({}, True),
        ({"q": "Prüf", "status": "paid", "jahr": "2026"}, True),
        ({"status": "gone"}, False),
        ({"jahr": "1999"}, False),
        ({"jahr": "viel"}, False),
    ],
)
def test_filter_takes_known_states_and_years(data, valid):
    assert FilterForm(data).is_valid() is valid
