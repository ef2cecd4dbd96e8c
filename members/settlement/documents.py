"""A statement as a document: PDF/A-3 with the e-invoice inside (self-billed, type code 389)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from campus.kit.euros import euro
from campus.kit.pdf import PDF_A3_UA, render_pdf
from members.billing.einvoice.cii import EN16931, to_cii
from members.billing.einvoice.data import (
    EXEMPT,
    STANDARD,
    Account,
    InvoiceData,
    Line,
    Preceding,
    Tax,
    party_from,
)
from members.billing.numbers import creditor_reference, grouped
from members.billing.zugferd import embed

TEMPLATE = "settlement/statement.typ"
# UNTDID 1001: an invoice that the buyer writes for the seller.
SELF_BILLED = "389"


@dataclass(frozen=True, slots=True)
class StatedLine:
    """A line in words and numbers, without a person."""

    day: dt.date
    municipality: str
    offer: str
    net: Decimal
    share: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class StatedUse:
    """What a municipality has used and what its charges bring; None is not told.

    The last one without a municipality is the sum of all.
    """

    municipality: str
    enrolments: int | None
    starts: int | None
    completions: int | None
    charges: int
    net: Decimal
    amount: Decimal

    @property
    def formula(self) -> str:
        """Return how the amount comes about."""
        return "" if not self.charges else f"Summe aus {self.charges} Zeilen Netto × Anteil"


@dataclass(frozen=True, slots=True)
class Stated:
    """All that a statement states."""

    number: str
    issued_on: dt.date
    period: tuple[dt.date, dt.date]
    parties: dict[str, Any]
    lines: tuple[StatedLine, ...]
    net: Decimal
    rate: Decimal
    vat: Decimal
    reason: str = ""
    use: tuple[StatedUse, ...] = ()
    preceding: tuple[str, dt.date] | None = None

    @property
    def gross(self) -> Decimal:
        """Return what the provider gets."""
        return self.net + self.vat


def e_invoice(stated: Stated) -> InvoiceData:
    """Return the statement as an e-invoice; charges of one offer stand on one line."""
    category = STANDARD if stated.rate else EXEMPT
    account = stated.parties["account"]
    tax = Tax(category, stated.rate, stated.net, stated.vat, stated.parties["exempt_reason"])
    return InvoiceData(
        number=stated.number,
        type_code=SELF_BILLED,
        issued_on=stated.issued_on,
        due_on=stated.issued_on + dt.timedelta(days=30),
        buyer_reference=stated.number,
        service_from=stated.period[0],
        service_until=stated.period[1],
        seller=party_from(stated.parties["seller"]),
        buyer=party_from(stated.parties["buyer"]),
        account=Account(account["iban"], "", account["holder"], creditor_reference(stated.number)),
        lines=tuple(_lines(stated, category)),
        taxes=(tax,),
        net=stated.net,
        vat=stated.vat,
        gross=stated.gross,
        terms=_terms(stated),
        note=stated.reason,
        preceding=Preceding(*stated.preceding) if stated.preceding else None,
    )


def _terms(stated: Stated) -> str:
    """Say who pays: with a negative amount, which takes something back, it is the provider."""
    if stated.gross < 0:
        return "Diesen Betrag schuldet der Anbieter der Genossenschaft."
    return "Zahlbar innerhalb von 30 Tagen durch die Genossenschaft."


def _lines(stated: Stated, category: str) -> list[Line]:
    ordered = sorted(stated.lines, key=lambda line: line.offer)
    found = []
    for position, (offer, group) in enumerate(groupby(ordered, lambda line: line.offer), 1):
        amount = sum((line.amount for line in group), Decimal(0))
        # A price is never negative; what is taken back has a negative quantity.
        sign = Decimal(-1 if amount < 0 else 1)
        found.append(
            Line(
                position=position,
                name=f"Vergütung: {offer}",
                note="",
                cost_centre="",
                quantity=sign,
                unit_price=abs(amount),
                net=amount,
                category=category,
                rate=stated.rate,
                service_from=stated.period[0],
                service_until=stated.period[1],
            )
        )
    return found


def make_document(stated: Stated, *, at: dt.datetime) -> bytes:
    """Return the statement as PDF with the e-invoice inside."""
    letter = render_pdf(TEMPLATE, _words(stated), at=at, standards=PDF_A3_UA)
    title = f"Gutschrift {stated.number}"
    metadata = {
        "author": stated.parties["buyer"]["name"],
        "title": title,
        "subject": f"{title} vom {_day(stated.issued_on)}",
        "keywords": "Gutschrift, Abrechnung, ZUGFeRD, Factur-X",
    }
    return embed(letter, to_cii(e_invoice(stated), EN16931), metadata)


def _words(stated: Stated) -> dict[str, Any]:
    return {
        "title": "Gutschrift (Korrektur)" if stated.preceding else "Gutschrift",
        "number": stated.number,
        "issued_on": _day(stated.issued_on),
        "period": f"{_day(stated.period[0])} – {_day(stated.period[1])}",
        "seller": stated.parties["seller"],
        "buyer": stated.parties["buyer"],
        "iban": grouped(stated.parties["account"]["iban"]),
        "note": stated.reason,
        "lines": [
            {
                "day": _day(line.day),
                "municipality": line.municipality,
                "offer": line.offer,
                "net": euro(line.net),
                "share": percent(line.share),
                "amount": euro(line.amount),
            }
            for line in stated.lines
        ],
        "use": [
            {
                "municipality": row.municipality,
                "enrolments": number_or_dash(row.enrolments),
                "starts": number_or_dash(row.starts),
                "completions": number_or_dash(row.completions),
                "net": euro(row.net),
                "amount": euro(row.amount),
            }
            for row in stated.use
        ],
        "net": euro(stated.net),
        "tax": f"{percent(stated.rate)} USt.: {euro(stated.vat)}" if stated.rate else "",
        "exempt_reason": "" if stated.rate else stated.parties["exempt_reason"],
        "gross": euro(stated.gross),
    }


def percent(share: Decimal) -> str:
    """Return a share as it is written in German."""
    text = f"{share.normalize():f}".replace(".", ",")
    return f"{text} %"


def _day(day: dt.date) -> str:
    return f"{day:%d.%m.%Y}"


def number_or_dash(number: int | None) -> str:
    """Return a number; a dash where it would tell about few people."""
    return "–" if number is None else str(number)


def csv_use(use: Sequence[StatedUse]) -> list[tuple[str, ...]]:
    """Return the use by municipality as it stands on the statement, below the lines."""
    if not use:
        return []
    head = (
        "Kommune",
        "Einschreibungen",
        "Begonnen",
        "Abgeschlossen",
        "Netto",
        "Rechnung",
        "Betrag",
    )
    body = [
        (
            row.municipality,
            number_or_dash(row.enrolments),
            number_or_dash(row.starts),
            number_or_dash(row.completions),
            _number(row.net),
            row.formula,
            _number(row.amount),
        )
        for row in use
    ]
    return [("",) * len(head), head, *body]


def csv_lines(lines: Sequence[StatedLine], net: Decimal) -> list[tuple[str, ...]]:
    """Return the lines as they stand on the statement, with the formula and the sum."""
    head = ("Datum", "Kommune", "Angebot", "Netto", "Anteil", "Rechnung", "Betrag")
    body = [
        (
            _day(line.day),
            line.municipality,
            line.offer,
            _number(line.net),
            percent(line.share),
            f"{_number(line.net)} × {percent(line.share)}",
            _number(line.amount),
        )
        for line in lines
    ]
    return [head, *body, ("Summe", "", "", "", "", "", _number(net))]


def _number(amount: Decimal) -> str:
    return f"{amount:.2f}".replace(".", ",")
