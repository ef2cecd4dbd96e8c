"""Drafts: from charges to lines, VAT rows and totals. A draft has no number."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from members.billing.einvoice.data import EXEMPT, OUTSIDE_SCOPE
from members.billing.errors import NotADraft, NotReversible, ReasonMissing
from members.billing.models import (
    BillingSettings,
    ChargeBilling,
    Invoice,
    InvoiceLine,
    InvoiceRun,
    TaxRow,
)
from members.billing.models.invoices import Series
from members.billing.selectors import seller_or_none, unbilled_charges
from members.billing.sums import DraftLine, lines_from, series_of, taxes_of, totals_of

if TYPE_CHECKING:
    from members.cooperative.models import Charge

REASON_CODES = {EXEMPT: "VATEX-EU-132-1I", OUTSIDE_SCOPE: "VATEX-EU-O"}


def draft_for(
    *, run: InvoiceRun | None, municipality_id: int, series: str, until: dt.date
) -> Invoice | None:
    """Draft one invoice of all that a municipality owes in a number range.

    Returns None where nothing is to be invoiced: no charge is left, another run was faster, or
    reversals outweigh the charges (these wait for the next run).
    """
    try:
        with transaction.atomic():
            charges = _locked_charges(municipality_id, series, until)
            lines = lines_from(charges)
            if totals_of(taxes_of(lines)).gross <= 0:
                return None
            invoice = _write(run, municipality_id, series, lines)
    except IntegrityError:
        # The unique constraints let one of two parallel runs through.
        return None
    return invoice


def _locked_charges(municipality_id: int, series: str, until: dt.date) -> "list[Charge]":
    charges = unbilled_charges(until).filter(municipality_id=municipality_id)
    keys = [charge.pk for charge in charges if series_of(charge.vat_treatment) == series]
    locked = charges.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",))
    return list(locked)


def _write(
    run: InvoiceRun | None, municipality_id: int, series: str, lines: Sequence[DraftLine]
) -> Invoice:
    taxes = taxes_of(lines)
    totals = totals_of(taxes)
    invoice = Invoice.objects.create(
        run=run,
        municipality_id=municipality_id,
        series=series,
        service_from=min(line.service_from for line in lines),
        service_until=max(line.service_until for line in lines),
        net=totals.net,
        vat=totals.vat,
        gross=totals.gross,
    )
    _write_taxes(invoice, lines)
    for position, line in enumerate(lines, start=1):
        row = InvoiceLine.objects.create(
            invoice=invoice,
            position=position,
            description=line.description,
            cost_centre=line.cost_centre,
            quantity=line.quantity,
            unit_price=line.unit_price,
            net=line.net,
            category=line.category,
            rate=line.rate,
            service_from=line.service_from,
            service_until=line.service_until,
            provider_id=line.provider_id,
        )
        ChargeBilling.objects.bulk_create(
            ChargeBilling(charge_id=key, line=row) for key in line.charges
        )
    return invoice


def _write_taxes(invoice: Invoice, lines: Sequence[DraftLine] | Sequence[InvoiceLine]) -> None:
    terms = seller_or_none() or BillingSettings()
    reasons = {EXEMPT: terms.exempt_reason, OUTSIDE_SCOPE: terms.outside_scope_reason}
    TaxRow.objects.bulk_create(
        TaxRow(
            invoice=invoice,
            category=row.category,
            rate=row.rate,
            base=row.base,
            amount=row.amount,
            reason=reasons.get(row.category, ""),
            reason_code=REASON_CODES.get(row.category, ""),
        )
        for row in taxes_of(lines)
    )


@transaction.atomic
def discard_draft(*, invoice: Invoice) -> None:
    """Throw a draft away; its charges are free for the next run."""
    invoice = Invoice.objects.select_for_update().get(pk=invoice.pk)
    if not invoice.is_draft:
        raise NotADraft
    invoice.delete()


@transaction.atomic
def draft_reversal(*, invoice: Invoice, reason: str) -> Invoice:
    """Draft the correction that takes a whole invoice back.

    A draft that an earlier try left behind is taken again, with the reason given now.
    """
    if not reason.strip():
        raise ReasonMissing
    original = Invoice.objects.select_for_update().get(pk=invoice.pk)
    known = Invoice.objects.filter(reverses=original).first()
    if known and known.is_draft:
        known.reason = reason.strip()[:200]
        known.save(update_fields=["reason"])
        return known
    if original.is_draft or original.is_correction or known:
        raise NotReversible
    reversal = Invoice.objects.create(
        municipality_id=original.municipality_id,
        series=Series.CORRECTIONS,
        reverses=original,
        reason=reason.strip()[:200],
        service_from=original.service_from,
        service_until=original.service_until,
        net=-original.net,
        vat=-original.vat,
        gross=-original.gross,
    )
    InvoiceLine.objects.bulk_create(
        _opposite(line, reversal) for line in original.lines.order_by("position")
    )
    TaxRow.objects.bulk_create(
        TaxRow(
            invoice=reversal,
            category=row.category,
            rate=row.rate,
            base=-row.base,
            amount=-row.amount if row.amount else row.amount,
            reason=row.reason,
            reason_code=row.reason_code,
        )
        for row in original.taxes.all()
    )
    return reversal


def _opposite(line: InvoiceLine, reversal: Invoice) -> InvoiceLine:
    return InvoiceLine(
        invoice=reversal,
        position=line.position,
        description=line.description,
        cost_centre=line.cost_centre,
        quantity=-line.quantity,
        unit_price=line.unit_price,
        net=-line.net,
        category=line.category,
        rate=line.rate,
        service_from=line.service_from,
        service_until=line.service_until,
        provider_id=line.provider_id,
        reverses=line,
    )
