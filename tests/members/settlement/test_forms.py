"""The office's and the provider's forms: what they take, and what they say otherwise."""

import datetime as dt
from decimal import Decimal

import pytest

from members.settlement.forms import AgreementForm, AnswerForm, DisputeForm, ReasonForm

GOOD = {
    "share": "62,5",
    "valid_from": "2025-01-01",
    "valid_until": "",
    "tax_number": "38 123 45678",
    "iban": "DE02120300000000202051",
    "contact_email": "abrechnung@hochschule.example",
    "vat_rate": "0",
    "exempt_reason": "Steuerfrei.",
    "note": "",
}


def test_agreement_is_read_as_it_is_written_in_german():
    form = AgreementForm(GOOD)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["share"] == Decimal("62.5")
    assert form.cleaned_data["valid_from"] == dt.date(2025, 1, 1)
    assert form.cleaned_data["valid_until"] is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("share", ""),
        ("share", "-1"),
        ("share", "100,01"),
        ("share", "viel"),
        ("valid_from", ""),
        ("valid_from", "bald"),
        ("valid_until", "2024-12-31"),
        ("tax_number", ""),
        ("iban", ""),
        ("contact_email", "niemand"),
        ("vat_rate", "26"),
        ("vat_rate", "-1"),
        ("exempt_reason", ""),
    ],
)
def test_agreement_names_the_field_that_is_wrong(field, value):
    form = AgreementForm({**GOOD, field: value})
    assert not form.is_valid()
    assert field in form.errors


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("share", "0"),
        ("share", "100"),
        ("valid_until", "2025-01-01"),
        ("valid_until", "2030-12-31"),
        ("note", "Vertrag vom 3. Mai"),
    ],
)
def test_agreement_takes_what_stands_at_the_limit(field, value):
    assert AgreementForm({**GOOD, field: value}).is_valid()


def test_agreement_with_vat_needs_no_reason():
    assert AgreementForm({**GOOD, "vat_rate": "19", "exempt_reason": ""}).is_valid()


@pytest.mark.parametrize(
    ("form", "field", "most"),
    [(ReasonForm, "reason", 200), (DisputeForm, "reason", 2000), (AnswerForm, "text", 2000)],
)
def test_texts_are_asked_for_and_have_a_length(form, field, most):
    assert not form({field: ""}).is_valid()
    assert not form({field: "  "}).is_valid()
    assert not form({field: "x" * (most + 1)}).is_valid()
    assert form({field: "x" * most}).is_valid()
