"""From a draft and today's master data to all that the invoice will state."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import gettext as _
from stdnum import iban

from members.billing.einvoice.data import (
    CORRECTION,
    EMAIL_SCHEME,
    INVOICE,
    LEITWEG_SCHEME,
    Account,
    InvoiceData,
    Line,
    Party,
    Preceding,
    Tax,
    party_from,
)
from members.billing.models import BillingSettings, Invoice, InvoiceLine
from members.billing.numbers import creditor_reference

if TYPE_CHECKING:
    from members.organisations.models import Municipality

NO_NUMBER = "ENTWURF"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is copied onto the invoice when it is issued."""

    seller: dict[str, Any]
    buyer: dict[str, Any]
    account: dict[str, Any]
    terms: str
    issued_on: dt.date
    due_on: dt.date


def snapshot_of(invoice: Invoice, row: BillingSettings, issued_on: dt.date) -> Snapshot:
    """Copy seller, buyer, account and terms as they are today."""
    due_on = issued_on if invoice.reverses_id else issued_on + dt.timedelta(row.payment_days)
    account = {"iban": iban.compact(row.iban), "bic": row.bic, "holder": row.name}
    return Snapshot(
        seller={**asdict(_seller(row)), "court": row.register_court, "bank": row.bank},
        buyer=asdict(_buyer(invoice.municipality))
        | {"reference": buyer_reference(invoice.municipality)},
        account=account,
        terms=_terms(invoice, due_on),
        issued_on=issued_on,
        due_on=due_on,
    )


def _terms(invoice: Invoice, due_on: dt.date) -> str:
    """Word the terms in the language of the invoices."""
    with translation.override(settings.LANGUAGE_CODE):
        if invoice.reverses_id:
            return _("Nothing is to be paid. What was paid already is paid back.")
        day = formats.date_format(due_on, "SHORT_DATE_FORMAT")
        return _("Payable without deduction by %(day)s.") % {"day": day}


def _seller(row: BillingSettings) -> Party:
    return Party(
        name=row.name,
        street=row.street,
        postcode=row.postcode,
        city=row.city,
        endpoint=row.contact_email,
        endpoint_scheme=EMAIL_SCHEME,
        vat_id=row.vat_id,
        tax_number=row.tax_number,
        register_number=row.register_number,
        contact_name=row.contact_name,
        contact_phone=row.contact_phone,
        contact_email=row.contact_email,
    )


def _buyer(municipality: "Municipality") -> Party:
    """Return the buyer; its Leitweg-ID is also its electronic address (BT-49, scheme 0204)."""
    leitweg_id = municipality.leitweg_id
    return Party(
        name=municipality.name,
        street=municipality.street,
        postcode=municipality.postcode,
        city=municipality.city,
        endpoint=leitweg_id or municipality.invoice_email,
        endpoint_scheme=LEITWEG_SCHEME if leitweg_id else EMAIL_SCHEME,
    )


def buyer_reference(municipality: "Municipality") -> str:
    """Return BT-10: the Leitweg-ID, or the ARS for municipalities that have none."""
    return municipality.leitweg_id or municipality.ars


def data_of(invoice: Invoice, snapshot: Snapshot, number: str = NO_NUMBER) -> InvoiceData:
    """Return all that the invoice states; the documents are made from this alone."""
    account = Account(**snapshot.account, reference=creditor_reference(number))
    original = invoice.reverses
    return InvoiceData(
        number=number,
        type_code=CORRECTION if original else INVOICE,
        issued_on=snapshot.issued_on,
        due_on=snapshot.due_on,
        buyer_reference=str(snapshot.buyer["reference"]),
        service_from=invoice.service_from,
        service_until=invoice.service_until,
        seller=party_from(snapshot.seller),
        buyer=party_from(snapshot.buyer),
        account=account,
        lines=tuple(_line(line) for line in invoice.lines.order_by("position")),
        taxes=tuple(
            Tax(row.category, row.rate, row.base, row.amount, row.reason, row.reason_code)
            for row in invoice.taxes.order_by("category", "rate")
        ),
        net=invoice.net,
        vat=invoice.vat,
        gross=invoice.gross,
        terms=snapshot.terms,
        note=_note(original, invoice.reason),
        preceding=_preceding(original),
    )


def _preceding(original: Invoice | None) -> Preceding | None:
    if original is None or original.number is None or original.issued_on is None:
        return None
    return Preceding(original.number, original.issued_on)


def _note(original: Invoice | None, reason: str) -> str:
    if original is None or original.issued_on is None:
        return ""
    with translation.override(settings.LANGUAGE_CODE):
        return _("Correction of invoice %(number)s of %(day)s. Reason: %(reason)s") % {
            "number": original.number,
            "day": formats.date_format(original.issued_on, "SHORT_DATE_FORMAT"),
            "reason": reason,
        }


def _line(line: InvoiceLine) -> Line:
    return Line(
        position=line.position,
        name=line.description,
        note="",
        cost_centre=line.cost_centre,
        quantity=line.quantity,
        unit_price=line.unit_price,
        net=line.net,
        category=line.category,
        rate=line.rate,
        service_from=line.service_from,
        service_until=line.service_until,
    )


def stored_snapshot(invoice: Invoice) -> Snapshot:
    """Return the snapshot of an issued invoice."""
    if invoice.issued_on is None or invoice.due_on is None:
        raise ValueError("A draft has no snapshot.")
    return Snapshot(
        seller=invoice.seller,
        buyer=invoice.buyer,
        account=invoice.account,
        terms=invoice.terms,
        issued_on=invoice.issued_on,
        due_on=invoice.due_on,
    )
