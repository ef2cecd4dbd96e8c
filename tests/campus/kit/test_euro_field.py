"""Amounts in forms: what cannot be read is answered by a sentence, never by a failure."""

from decimal import Decimal

import pytest
from django import forms

from campus.kit.euros import EuroField, euro, parse_euro


class AmountForm(forms.Form):
    """One amount."""

    amount = EuroField(required=False)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "0,00"),
        ("0.1", "0,10"),
        ("1234.5", "1.234,50"),
        ("1234567.89", "1.234.567,89"),
        ("-12.3", "−12,30"),
        ("-1234.56", "−1.234,56"),
    ],
)
def test_euro_writes_an_amount_as_in_germany(amount, text):
    assert euro(Decimal(amount)) == f"{text}\N{NO-BREAK SPACE}€"


@pytest.mark.parametrize(
    ("amount", "text"), [("0.125", "0,13"), ("2.665", "2,67"), ("-0.001", "0,00"), ("-0", "0,00")]
)
def test_euro_rounds_like_money_and_knows_no_negative_zero(amount, text):
    assert euro(Decimal(amount)).startswith(text)


@pytest.mark.parametrize("digits", [26, 27, 30, 400])
def test_parse_of_very_many_digits_does_not_fail(digits):
    assert parse_euro("9" * digits) == Decimal("9" * digits)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("zwölf", "Dieser Betrag ist nicht lesbar"),
        ("1,234.56", "Dieser Betrag ist nicht lesbar"),
        ("-5", "Dieser Betrag ist nicht lesbar"),
        ("10.000.000", "Dieser Betrag ist zu hoch."),
        ("9" * 60, "Dieser Betrag ist zu hoch."),
    ],
)
def test_field_keeps_what_it_cannot_take_and_says_why(typed, sentence):
    form = AmountForm({"amount": typed})
    assert not form.is_valid()
    assert sentence in str(form.errors["amount"])
    assert f'value="{typed}"' in str(form["amount"])


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("9.999.999,99", "9999999.99"), ("0", "0.00"), ("  7,5 €  ", "7.50")],
)
def test_field_reads_an_amount(typed, amount):
    form = AmountForm({"amount": typed})
    assert form.is_valid()
    assert str(form.cleaned_data["amount"]) == amount


def test_field_left_empty_holds_nothing():
    form = AmountForm({"amount": " "})
    assert form.is_valid()
    assert form.cleaned_data["amount"] is None


def test_field_shows_a_stored_amount_as_it_would_be_typed():
    html = str(AmountForm(initial={"amount": Decimal("1234.50")})["amount"])
    assert 'value="1.234,50"' in html
    assert 'inputmode="decimal"' in html
