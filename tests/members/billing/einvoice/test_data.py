"""The invoice as values: parties from old snapshots, and what stands outside VAT."""

from dataclasses import asdict, fields, replace
from decimal import Decimal

import pytest

from members.billing.einvoice.data import InvoiceData, Party, Tax, party_from
from tests.standards.einvoice.conftest import KINDS, SELLER


def test_party_from_its_own_values_is_the_same_party():
    assert party_from(asdict(SELLER)) == SELLER


def test_party_from_a_newer_snapshot_leaves_out_what_it_does_not_know():
    assert party_from({**asdict(SELLER), "court": "Amtsgericht", "reference": "x"}) == SELLER


def test_party_from_an_older_snapshot_has_the_defaults_for_the_rest():
    needed = {"name", "street", "postcode", "city", "endpoint", "endpoint_scheme"}
    old = {name: value for name, value in asdict(SELLER).items() if name in needed}
    party = party_from(old)
    assert (party.country, party.vat_id, party.contact_name) == ("DE", "", "")


def test_party_from_json_numbers_is_text():
    assert party_from({**asdict(SELLER), "postcode": 64646}).postcode == "64646"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("contribution", True),
        ("corrected contribution", True),
        ("exempt", False),
        ("taxed", False),
        ("mixed", False),
    ],
)
def test_outside_scope_is_what_has_a_row_of_category_o(kind, expected):
    assert KINDS[kind]().is_outside_scope is expected


def test_invoice_data_cannot_be_changed():
    invoice = KINDS["exempt"]()
    with pytest.raises(AttributeError):
        invoice.net = Decimal("1")


def test_equal_data_are_equal_and_any_changed_field_is_noticed():
    """Issuing compares what was checked with what is about to be numbered."""
    invoice = KINDS["exempt"]()
    assert invoice == KINDS["exempt"]()
    row = Tax("E", Decimal(0), Decimal(1), Decimal(0))
    for field in fields(InvoiceData):
        other = (row,) if field.name == "taxes" else "something else"
        assert replace(invoice, **{field.name: other}) != invoice


def test_party_without_country_is_in_germany():
    assert Party("a", "b", "c", "d", "e", "EM").country == "DE"
