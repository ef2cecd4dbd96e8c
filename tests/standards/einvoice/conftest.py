"""One invoice of every kind, as pure data, and the official rules in one process."""

import datetime as dt
from decimal import Decimal

import pytest

from members.billing.einvoice.data import Account, InvoiceData, Line, Party, Preceding, Tax
from members.billing.einvoice.validator import Validator
from members.billing.numbers import creditor_reference
from members.billing.sums import taxes_of, totals_of

DAY = dt.date(2026, 5, 4)
SELLER = Party(
    name="KommunalCampus eG",
    street="Beispielweg 1",
    postcode="64646",
    city="Heppenheim",
    endpoint="rechnung@kommunalcampus.example",
    endpoint_scheme="EM",
    vat_id="DE123456789",
    tax_number="007 123 45678",
    register_number="GnR 1234",
    contact_name="Rechnungsstelle",
    contact_phone="+49 6252 0000",
    contact_email="rechnung@kommunalcampus.example",
)
BUYER = Party(
    name="Stadt Viernheim",
    street="Kettelerstraße 3",
    postcode="68519",
    city="Viernheim",
    endpoint="06431020-DEMO1-72",
    endpoint_scheme="0204",
)
REASONS = {
    "E": ("Steuerfrei nach § 4 Nr. 21 UStG.", "VATEX-EU-132-1I"),
    "O": ("Echter Mitgliedsbeitrag, nicht steuerbar.", "VATEX-EU-O"),
    "S": ("", ""),
}


def line(position, quantity, price, category, rate="0"):
    amount = Decimal(quantity) * Decimal(price)
    return Line(
        position=position,
        name="Modul „IT-Sicherheit“ & <mehr>",
        note="",
        cost_centre="1010",
        quantity=Decimal(quantity),
        unit_price=Decimal(price),
        net=amount.quantize(Decimal("0.01")),
        category=category,
        rate=Decimal(rate),
        service_from=DAY,
        service_until=DAY,
    )


def invoice(*lines, type_code="380", preceding=None, seller=SELLER, buyer=BUYER):
    """Return an invoice over the lines."""
    sums = taxes_of(lines)
    totals = totals_of(sums)
    number = "RE-2026-00001"
    return InvoiceData(
        number=number,
        type_code=type_code,
        issued_on=DAY,
        due_on=DAY + dt.timedelta(days=30),
        buyer_reference="06431020-DEMO1-72",
        service_from=DAY,
        service_until=DAY,
        seller=seller,
        buyer=buyer,
        account=Account("DE02120300000000202051", "BYLADEM1001", "eG", creditor_reference(number)),
        lines=lines,
        taxes=tuple(
            Tax(row.category, row.rate, row.base, row.amount, *REASONS[row.category])
            for row in sums
        ),
        net=totals.net,
        vat=totals.vat,
        gross=totals.gross,
        terms="Zahlbar ohne Abzug bis zum 03.06.2026.",
        preceding=preceding,
    )


KINDS = {
    "exempt": lambda: invoice(line(1, "10", "49.50", "E")),
    "taxed": lambda: invoice(line(1, "1", "350", "S", "19")),
    "mixed": lambda: invoice(line(1, "10", "49.50", "E"), line(2, "3", "33.33", "S", "19")),
    "two rates": lambda: invoice(line(1, "7", "0.99", "S", "19"), line(2, "7", "0.99", "S", "7")),
    "contribution": lambda: invoice(line(1, "1", "2400", "O")),
    "correction": lambda: invoice(
        line(1, "-10", "49.50", "E"),
        line(2, "-3", "33.33", "S", "19"),
        type_code="384",
        preceding=Preceding("RE-2026-00001", DAY),
    ),
    "corrected contribution": lambda: invoice(
        line(1, "-1", "2400", "O"),
        type_code="384",
        preceding=Preceding("MB-2026-00001", DAY),
    ),
}


@pytest.fixture(scope="session")
def rules():
    """The official rules of EN 16931."""
    with Validator() as validator:
        yield validator


@pytest.fixture(params=sorted(KINDS))
def kind(request):
    """Each kind of invoice in turn."""
    return KINDS[request.param]()
