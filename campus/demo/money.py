"""The demo's invoices and payments, made by billing's services."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from campus.kit import dates
from members.billing import selectors, services
from members.cooperative import services as cooperative
from members.settlement import services as settlement
from members.settlement.errors import NothingToSettle
from members.settlement.quarters import last_over

if TYPE_CHECKING:
    from members.organisations.models import Provider

# Of ten invoices that could be paid, so many are; the rest becomes the list of open items.
PAID_OF_TEN = 8


def set_seller() -> None:
    """Enter the seller's data; every value says that it is a demo's."""
    services.save_settings(
        name="KommunalCampus eG (Demo)",
        street="Demostraße 1",
        postcode="64646",
        city="Heppenheim",
        register_number="GnR 0000 (Demo)",
        tax_number="00 000 00000",
        # An IBAN with valid check digits that German banks give as an example.
        iban="DE02120300000000202051",
        bank="Demobank",
        contact_name="Geschäftsstelle (Demo)",
        contact_phone="+49 6252 000000",
        contact_email="buero@kommunalcampus.example",
    )


def bill(*, until: dt.date) -> None:
    """Bill what is owed up to a day, as the office's run does."""
    run = services.open_run(until=until)
    services.draft_run(run=run)
    services.issue_run(run=run)
    if run.faults:
        raise RuntimeError(f"The demo's invoices were refused: {run.faults}")


def pay_invoices(rng: Random, *, before: dt.date) -> None:
    """Pay most of the open invoices that were issued before a day."""
    for invoice in selectors.open_items().filter(issued_on__lt=before).order_by("number"):
        if rng.randrange(10) < PAID_OF_TEN:
            services.record_payment(
                invoice=invoice,
                amount=invoice.gross,
                received_on=dates.today(),
                reference=f"DEMO-{invoice.number}",
            )


def agree_on_pay(providers: "Iterable[Provider]") -> None:
    """Agree with every provider on its share."""
    for provider in providers:
        cooperative.agree(
            provider=provider,
            share=Decimal("70.00"),
            by=None,
            valid_from=dates.today(),
            valid_until=None,
            vat_rate=Decimal("0.00"),
            exempt_reason="Steuerfrei nach § 4 Nr. 21 Buchst. a UStG (Demo).",
            tax_number="00 000 00001",
            iban="DE02120300000000202051",
            contact_email=f"abrechnung@{provider.slug}.example",
            note="Rahmenvertrag der Demo",
        )


def settle(providers: "Iterable[Provider]") -> None:
    """Issue the statements of the quarter that is over, as the office does."""
    for provider in providers:
        try:
            settlement.issue(provider=provider, quarter=last_over(dates.today()))
        except NothingToSettle:
            continue
