"""The seller's data: one row, checked as a whole."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from members.billing.models import BillingSettings
from members.billing.services import save_settings
from tests.factories.billing import IBAN, SellerFactory

pytestmark = pytest.mark.django_db
VALUES = {
    "name": "KommunalCampus eG",
    "street": "Beispielweg 1",
    "postcode": "64646",
    "city": "Heppenheim",
    "register_number": "GnR 1234",
    "tax_number": "007 123 45678",
    "iban": IBAN,
    "contact_name": "Rechnungsstelle",
    "contact_phone": "+49 6252 0000",
    "contact_email": "rechnung@kommunalcampus.example",
}


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


def sentences(**changes):
    with pytest.raises(ValidationError) as caught:
        save_settings(**{**VALUES, **changes})
    return " ".join(caught.value.messages)


def test_save_settings_twice_keeps_one_row():
    save_settings(**VALUES)
    save_settings(city="Bensheim")
    row = BillingSettings.objects.get()
    assert (row.city, row.name, row.payment_days) == ("Bensheim", "KommunalCampus eG", 30)


@pytest.mark.parametrize("days", [0, 61, 90])
def test_days_to_pay_beyond_what_271a_bgb_allows_are_refused(days):
    assert "zwischen 1 und 60 Tagen" in sentences(payment_days=days)


@pytest.mark.parametrize("days", [1, 60])
def test_days_to_pay_at_the_border_are_kept(days):
    assert save_settings(**VALUES, payment_days=days).payment_days == days


def test_neither_tax_number_nor_vat_id_is_refused():
    assert "Steuernummer oder Umsatzsteuer-Identifikationsnummer" in sentences(tax_number="")


@pytest.mark.parametrize("iban", ["DE00123", "DE02120300000000202052", "12345678"])
def test_wrong_iban_is_refused(iban):
    assert "Diese IBAN ist nicht gültig" in sentences(iban=iban)


@pytest.mark.parametrize("name", sorted(set(VALUES) - {"tax_number"}))
def test_field_every_invoice_needs_cannot_be_empty(name):
    assert sentences(**{name: ""})


def test_refused_change_leaves_the_old_row():
    SellerFactory()
    with pytest.raises(ValidationError):
        save_settings(iban="DE00", name="Anders eG")
    assert BillingSettings.objects.get().name == "KommunalCampus eG"
