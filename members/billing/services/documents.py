"""The documents of an invoice: PDF with embedded CII (ZUGFeRD), XRechnung in UBL and in CII."""

import datetime as dt
import io
from typing import Any

import segno
from segno import helpers

from campus.kit.euros import euro
from campus.kit.money import ZERO
from campus.kit.pdf import PDF_A3_UA, render_pdf
from members.billing.einvoice.cii import EN16931, to_cii
from members.billing.einvoice.data import EXEMPT, OUTSIDE_SCOPE, InvoiceData
from members.billing.einvoice.ubl import to_ubl
from members.billing.models import InvoiceDocument
from members.billing.numbers import grouped
from members.billing.services.words import german_date, quantity
from members.billing.zugferd import embed

TEMPLATE = "billing/invoice.typ"


def make_documents(
    data: InvoiceData, extra: dict[str, str], *, at: dt.datetime
) -> dict[str, bytes]:
    """Make all documents of an issued invoice."""
    return {
        InvoiceDocument.Format.PDF: make_zugferd(data, extra, at=at),
        InvoiceDocument.Format.UBL: to_ubl(data),
        InvoiceDocument.Format.CII: to_cii(data),
    }


def make_zugferd(data: InvoiceData, extra: dict[str, str], *, at: dt.datetime) -> bytes:
    """Return the letter as PDF/A-3 with the CII of profile EN 16931 inside."""
    return embed(
        make_letter(data, extra, at=at),
        to_cii(data, EN16931),
        {
            "author": data.seller.name,
            "title": f"{_title(data)} {data.number}",
            "subject": f"{_title(data)} {data.number} vom {german_date(data.issued_on)}",
            "keywords": "Rechnung, ZUGFeRD, Factur-X",
        },
    )


def make_letter(
    data: InvoiceData, extra: dict[str, str], *, at: dt.datetime, is_draft: bool = False
) -> bytes:
    """Return the letter alone: tagged, readable aloud, laid out after DIN 5008."""
    qr = _giro_code(data) if not is_draft else b""
    words = _words(data, extra) | {"draft": is_draft, "qr": bool(qr)}
    files = {"giro.svg": qr} if qr else {}
    return render_pdf(TEMPLATE, words, at=at, files=files, standards=PDF_A3_UA)


def _title(data: InvoiceData) -> str:
    return "Rechnungskorrektur" if data.preceding else "Rechnung"


def _giro_code(data: InvoiceData) -> bytes:
    """Return the EPC QR code for the payer's banking program; none if nothing is to be paid."""
    if data.gross <= 0:
        return b""
    code: segno.QRCode = helpers.make_epc_qr(
        name=data.account.holder[:70],
        iban=data.account.iban,
        amount=data.gross,
        bic=data.account.bic or None,
        reference=data.account.reference,
    )
    buffer = io.BytesIO()
    code.save(buffer, kind="svg", border=2, scale=4, light="white")
    return buffer.getvalue()


def _words(data: InvoiceData, extra: dict[str, str]) -> dict[str, Any]:
    """Return all words of the letter, written as people in Germany write them."""
    return {
        "title": _title(data),
        "number": data.number,
        "issued_on": german_date(data.issued_on),
        "due_on": german_date(data.due_on),
        "period": _period(data),
        "buyer_reference": data.buyer_reference,
        "is_leitweg": data.buyer.endpoint_scheme == "0204",
        "seller": _party(data.seller) | {"court": "", "bank": ""} | extra,
        "show_vat_id": not data.is_outside_scope,
        "buyer": _party(data.buyer),
        "lines": [
            {
                "position": str(line.position),
                "name": line.name,
                "cost_centre": line.cost_centre,
                "quantity": quantity(line.quantity),
                "price": euro(line.unit_price),
                "rate": f"{quantity(line.rate)} %" if line.rate else "–",
                "net": euro(line.net),
            }
            for line in data.lines
        ],
        "taxes": [
            {
                "text": f"{quantity(tax.rate)} % USt. auf {euro(tax.base)}",
                "amount": euro(tax.amount),
            }
            for tax in data.taxes
            if tax.category not in (EXEMPT, OUTSIDE_SCOPE)
        ],
        "reasons": [tax.reason for tax in data.taxes if tax.reason],
        "net": euro(data.net),
        "gross": euro(data.gross),
        "to_pay": data.gross > ZERO,
        "terms": data.terms,
        "note": data.note,
        "iban": grouped(data.account.iban),
        "bic": data.account.bic,
        "holder": data.account.holder,
        "reference": grouped(data.account.reference),
    }


def _period(data: InvoiceData) -> str:
    first, last = german_date(data.service_from), german_date(data.service_until)
    return first if first == last else f"{first} – {last}"


def _party(party: Any) -> dict[str, str]:
    return {name: str(getattr(party, name)) for name in party.__dataclass_fields__}
