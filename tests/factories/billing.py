"""Factories of members.billing; an issued invoice is made by issuing, so that it is a true one."""

import datetime as dt
from decimal import Decimal

import factory
import pytest

from campus.kit import dates
from members.billing.einvoice.validator import Validator
from members.billing.models import BillingSettings, Invoice
from members.billing.services import draft_for, issue
from members.billing.sums import series_of
from tests.factories.cooperative import ChargeFactory
from tests.factories.organisations import MunicipalityFactory

IBAN = "DE02120300000000202051"
LEITWEG_ID = "06431020-DEMO1-72"


class NoRules(Validator):
    """Finds nothing: for tests that are not about the official rules."""

    def check(self, syntax, xml):
        return []


class SellerFactory(factory.django.DjangoModelFactory):
    """The cooperative as it invoices."""

    class Meta:
        model = BillingSettings
        django_get_or_create = ("id",)

    id = 1
    name = "KommunalCampus eG"
    street = "Beispielweg 1"
    postcode = "64646"
    city = "Heppenheim"
    register_number = "GnR 1234"
    register_court = "Amtsgericht Musterstadt"
    vat_id = "DE123456789"
    tax_number = "007 123 45678"
    iban = IBAN
    bic = "BYLADEM1001"
    bank = "Beispielbank"
    contact_name = "Rechnungsstelle"
    contact_phone = "+49 6252 0000"
    contact_email = "rechnung@kommunalcampus.example"


class InvoiceFactory(factory.Factory):
    """A draft over ten seats; `issued=True` issues it, `charges` replaces what is invoiced."""

    class Meta:
        model = Invoice

    municipality = factory.LazyFunction(lambda: MunicipalityFactory(leitweg_id=LEITWEG_ID))
    issued = False
    charges = None

    @classmethod
    def _create(cls, model_class, *args, municipality, issued, charges, **kwargs):
        SellerFactory()
        rows = charges or [ChargeFactory(municipality=municipality)]
        draft = draft_for(
            run=None,
            municipality_id=municipality.pk,
            series=series_of(rows[0].vat_treatment),
            until=dates.today() + dt.timedelta(days=366),
        )
        return issue(invoice=draft, validator=NoRules()) if issued else draft


def mixed_charges(municipality):
    """Return an exempt and a taxed charge of a municipality."""
    return [
        ChargeFactory(municipality=municipality),
        ChargeFactory(
            municipality=municipality,
            description="Workshop vor Ort",
            quantity=Decimal("1"),
            unit_price=Decimal("350.00"),
            vat_treatment="standard",
            vat_rate=Decimal("19.00"),
        ),
    ]


def contribution(municipality, **values):
    """Return a contribution, which is not subject to VAT."""
    values = {"description": "Mitgliedsbeitrag 2026", "unit_price": Decimal("2400.00"), **values}
    return ChargeFactory(
        municipality=municipality,
        kind="contribution",
        quantity=Decimal("1"),
        cost_centre="",
        course_title="",
        vat_treatment="outside_scope",
        **values,
    )


@pytest.fixture(scope="session")
def official_rules():
    """The official rules, in one process for the whole test run."""
    with Validator() as validator:
        yield validator
