"""Issuing: check outside the transaction, then number, freeze and store in one."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from campus.kit import dates
from members.billing.einvoice.brde import breaches
from members.billing.einvoice.cii import EN16931, to_cii
from members.billing.einvoice.data import InvoiceData
from members.billing.einvoice.ubl import to_ubl
from members.billing.einvoice.validator import Validator
from members.billing.errors import (
    DateRunsBackwards,
    InvoiceChanged,
    InvoiceNotValid,
    NotADraft,
)
from members.billing.models import (
    ChargeBilling,
    Invoice,
    InvoiceDocument,
    InvoiceLine,
    NumberSeries,
    TaxRow,
)
from members.billing.numbers import creditor_reference, invoice_number
from members.billing.selectors import seller
from members.billing.services.documents import make_documents
from members.billing.services.drafts import draft_reversal
from members.billing.services.snapshots import NO_NUMBER, Snapshot, data_of, snapshot_of
from members.messages import services as messages

if TYPE_CHECKING:
    from members.accounts.models import User

Documents = Callable[..., dict[str, bytes]]


def issue(
    *,
    invoice: Invoice,
    by: "User | None" = None,
    validator: Validator | None = None,
    documents: Documents = make_documents,
) -> Invoice:
    """Issue a draft: it gets its number and never changes again.

    All rules are checked before, in `validator`'s process and outside the transaction. Raises
    InvoiceNotValid with the clerk's sentences. A run passes its own validator for all invoices.
    """
    checked = check_draft(invoice=invoice, validator=validator)
    with transaction.atomic():
        locked = Invoice.objects.select_for_update(of=("self",)).get(pk=invoice.pk)
        if not locked.is_draft:
            raise NotADraft
        snapshot = snapshot_of(locked, seller(), checked.issued_on)
        data = data_of(locked, snapshot)
        if data != checked:
            raise InvoiceChanged
        # The number is drawn last: whatever could fail has been done, except for the documents,
        # which bear it and are made under the lock of the series.
        counter = _locked_counter(locked.series, snapshot.issued_on)
        counter.last += 1
        counter.last_issued_on = snapshot.issued_on
        number = invoice_number(locked.series, counter.year, counter.last)
        at = dates.now()
        numbered = with_number(data, number)
        extra = {name: str(snapshot.seller.get(name, "")) for name in ("court", "bank")}
        files = documents(numbered, extra, at=at)
        counter.save(update_fields=["last", "last_issued_on"])
        _freeze(locked, snapshot, number, by)
        _store(locked, files)
    _tell(locked)
    return locked


def check_draft(*, invoice: Invoice, validator: Validator | None = None) -> InvoiceData:
    """Return what the draft would state today; raises InvoiceNotValid if a rule forbids it."""
    if not invoice.is_draft:
        raise NotADraft
    data = data_of(invoice, snapshot_of(invoice, seller(), dates.today()))
    reasons = [str(breach.sentence) for breach in breaches(data)]
    if not reasons:
        reasons = _official_findings(data, validator)
    if reasons:
        raise InvoiceNotValid(reasons=" ".join(reasons))
    return data


def _official_findings(data: InvoiceData, validator: Validator | None) -> list[str]:
    """Ask the official rules; the CII of the PDF differs from XRechnung's in BT-24 alone."""
    if validator is None:
        with Validator() as own:
            return _official_findings(data, own)
    found = validator.check("ubl", to_ubl(data)) + validator.check("cii", to_cii(data, EN16931))
    return [f"{finding.rule}: {finding.text}" for finding in found if finding.is_fatal]


def with_number(data: InvoiceData, number: str) -> InvoiceData:
    """Return the checked invoice with its number and payment reference, nothing else changed."""
    account = replace(data.account, reference=creditor_reference(number))
    return replace(data, number=number, account=account)


def _locked_counter(series: str, day: dt.date) -> NumberSeries:
    """Return the counter of the day's year, locked until the transaction ends."""
    NumberSeries.objects.get_or_create(series=series, year=day.year)
    counters = list(NumberSeries.objects.select_for_update().filter(series=series).order_by("year"))
    last = max((row.last_issued_on for row in counters if row.last_issued_on), default=None)
    if last and last > day:
        raise DateRunsBackwards(last=f"{last:%d.%m.%Y}")
    return next(row for row in counters if row.year == day.year)


def _freeze(invoice: Invoice, snapshot: Snapshot, number: str, by: "User | None") -> None:
    invoice.seller = snapshot.seller
    invoice.buyer = snapshot.buyer
    invoice.account = snapshot.account
    invoice.terms = snapshot.terms
    invoice.issued_on = snapshot.issued_on
    invoice.due_on = snapshot.due_on
    invoice.number = number
    invoice.issued_at = dates.now()
    invoice.issued_by = by
    invoice.state = Invoice.State.ISSUED
    lines = InvoiceLine.objects.filter(invoice=invoice)
    lines.update(frozen=True)
    TaxRow.objects.filter(invoice=invoice).update(frozen=True)
    ChargeBilling.objects.filter(line__invoice=invoice).update(frozen=True)
    if invoice.reverses_id:
        _free_charges(list(lines))
    invoice.save()


def _free_charges(lines: list[InvoiceLine]) -> None:
    """Free the charges of the reversed lines, so that the next run can bill them rightly."""
    for line in lines:
        ChargeBilling.objects.filter(line=line.reverses_id, reversed_by=None).update(
            reversed_by=line
        )


def _store(invoice: Invoice, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        InvoiceDocument.objects.create(
            invoice=invoice,
            format=name,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
        )


def _tell(invoice: Invoice) -> None:
    """Tell the municipality that the invoice is there; the documents stay behind the sign-in."""
    if invoice.municipality.invoice_email:
        messages.send(
            kind="billing_invoice",
            key=str(invoice.number),
            recipient=None,
            email=invoice.municipality.invoice_email,
            context={
                "invoice": invoice,
                "link": reverse("billing:my_invoice", args=[invoice.number]),
            },
        )


def reverse_invoice(
    *,
    invoice: Invoice,
    reason: str,
    by: "User | None" = None,
    validator: Validator | None = None,
) -> Invoice:
    """Take an issued invoice back by a correction that names it; its charges are free again."""
    correction = draft_reversal(invoice=invoice, reason=reason)
    return issue(invoice=correction, by=by, validator=validator)


__all__ = ["NO_NUMBER", "check_draft", "issue", "reverse_invoice", "with_number"]
