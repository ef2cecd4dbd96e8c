"""Entries on a member's page as they are typed."""

from decimal import Decimal

import pytest

from members.cooperative.forms.members import (
    DayForm,
    FurtherSharesForm,
    NoticeForm,
    SharePaymentForm,
)
from tests.members.cooperative.typed import DECISION

pytestmark = pytest.mark.usefixtures("today")
PAYMENT = {"amount": "1.234,56", "paid_on": "01.07.2026", "bank_reference": "KA 7/3"}


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1.234,56", "1234.56"),
        ("1234,5", "1234.50"),
        ("1.234", "1234.00"),
        ("500 €", "500.00"),
        ("0,01", "0.01"),
    ],
)
def test_payment_in_german_notation_is_read(typed, amount):
    form = SharePaymentForm({**PAYMENT, "amount": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["amount"] == Decimal(amount)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("amount", ""),
        ("amount", "1,234.56"),
        ("amount", "12.34"),
        ("amount", "-5"),
        ("amount", "tausend"),
        ("amount", "10.000.000,00"),
        ("paid_on", "16.07.2026"),
        ("paid_on", "30.02.2026"),
        ("bank_reference", " "),
        ("bank_reference", "x" * 81),
    ],
)
def test_payment_with_a_wrong_value_names_the_field_and_keeps_the_value(field, typed):
    form = SharePaymentForm({**PAYMENT, field: typed})
    assert list(form.errors) == [field]
    assert form[field].value() == typed


def test_payment_that_cannot_be_read_is_answered_with_an_example():
    form = SharePaymentForm({**PAYMENT, "amount": "12.34"})
    assert "wie 1.234,56" in form.errors["amount"][0] or "1.234,56" in form.errors["amount"][0]


@pytest.mark.parametrize(
    ("shares", "valid"), [("1", True), ("1000", True), ("0", False), ("-1", False), ("", False)]
)
def test_further_shares_are_one_at_least(shares, valid):
    assert FurtherSharesForm({**DECISION, "shares": shares}).is_valid() is valid


def test_further_shares_need_the_decision_of_the_board():
    """§ 15b GenG: they take effect by admission."""
    assert sorted(FurtherSharesForm({"shares": "1"}).errors) == ["decided_on", "number", "text"]


@pytest.mark.parametrize(
    ("declared_on", "reason", "wrong"),
    [
        ("2026-07-15", "Gemeindefusion", []),
        ("2026-07-16", "Gemeindefusion", ["declared_on"]),
        ("", "Gemeindefusion", ["declared_on"]),
        ("2026-07-15", "", ["reason"]),
        ("2026-07-15", "x" * 201, ["reason"]),
    ],
)
def test_notice_names_what_is_wrong(declared_on, reason, wrong):
    assert list(NoticeForm({"declared_on": declared_on, "reason": reason}).errors) == wrong


def test_notice_is_worded_beforehand_in_german():
    assert str(NoticeForm()["reason"].value()) == "Kündigung durch das Mitglied"


@pytest.mark.parametrize(("day", "valid"), [("", True), ("2025-12-31", True), ("morgen", False)])
def test_register_day_may_be_left_empty(day, valid):
    assert DayForm({"stichtag": day}).is_valid() is valid
