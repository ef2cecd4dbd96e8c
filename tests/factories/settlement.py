"""Factories of members.settlement; statements are made by issuing, so that they are true ones."""

import datetime as dt
from decimal import Decimal

from campus.kit import dates
from members.cooperative import services as books
from members.settlement import services
from members.settlement.quarters import Quarter
from tests.factories.billing import IBAN, InvoiceFactory
from tests.factories.cooperative import ChargeFactory
from tests.factories.organisations import MunicipalityFactory

QUARTER = Quarter(2025, 2)
IN_QUARTER = dt.date(2025, 5, 12)
LONG_AGO = dt.date(2025, 1, 1)
TERMS = {
    "valid_from": LONG_AGO,
    "valid_until": None,
    "vat_rate": Decimal(0),
    "exempt_reason": "Steuerfrei nach § 4 Nr. 21 Buchst. a UStG.",
    "tax_number": "38 123 45678",
    "iban": IBAN,
    "contact_email": "abrechnung@hochschule.example",
    "note": "Vertrag vom 1. Januar 2025",
}


def paper(*args, **kwargs):
    """Stand in for the document, which takes a while to set."""
    return b"%PDF-"


def agreement(provider, *, share="70", **terms):
    """Agree with a provider on its share."""
    return books.agree(provider=provider, share=Decimal(share), by=None, **{**TERMS, **terms})


def earn(provider, *, price="49.50", seats="1", share="70", day=IN_QUARTER, town=None):
    """Charge a town for seats in a provider's module, and invoice it."""
    charge = ChargeFactory(
        municipality=town or MunicipalityFactory(leitweg_id="06431020-DEMO1-72"),
        provider=provider,
        provider_share=Decimal(share),
        unit_price=Decimal(price),
        quantity=Decimal(seats),
        service_from=day,
        service_until=day,
    )
    InvoiceFactory(municipality=charge.municipality, charges=[charge], issued=True)
    return charge


def issued(provider, *, quarter=QUARTER, document=paper, **facts):
    """Issue a statement; something is earned and agreed first where nothing was."""
    if not provider.agreements.exists():
        agreement(provider)
    if not provider.charges.exists():
        earn(provider, **facts)
    return services.issue(provider=provider, quarter=quarter, document=document)


def after(quarter=QUARTER):
    """Return a clock that stands shortly after a quarter."""
    noon = dt.time(12, tzinfo=dt.UTC)
    return dates.moved_clock(dt.datetime.combine(quarter.last + dt.timedelta(days=10), noon))
