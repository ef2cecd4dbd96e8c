"""Recomputing every invariant of the books from the rows alone; each fault is one sentence."""

import hashlib
from collections.abc import Iterator
from decimal import Decimal

from django.db import connection
from django.db.models import Count, F, Q, QuerySet, Sum

from campus.kit.money import ZERO, round_cent
from members.billing.models import (
    Allocation,
    ChargeBilling,
    Invoice,
    InvoiceDocument,
    InvoiceLine,
    NumberSeries,
    Payment,
)
from members.billing.numbers import invoice_number
from members.billing.sums import taxes_of, totals_of
from members.cooperative import audit as cooperative_audit
from members.cooperative.ledger import trigger_name

GUARDED = (
    "billing_invoicedocument",
    "billing_payment",
    "billing_allocation",
    "billing_invoice",
    "billing_invoiceline",
    "billing_taxrow",
    "billing_chargebilling",
    *cooperative_audit.GUARDED,
)


def faults() -> Iterator[str]:
    """Yield a sentence for everything that is wrong."""
    yield from cooperative_audit.faults()
    yield from sums()
    yield from numbers()
    yield from billings()
    yield from reversals()
    yield from documents()
    yield from allocations()
    yield from guards()


def _issued() -> QuerySet[Invoice]:
    return Invoice.objects.filter(state=Invoice.State.ISSUED)


def sums() -> Iterator[str]:
    """Lines, VAT rows and totals agree, on drafts too."""
    rows = Invoice.objects.prefetch_related("lines", "taxes").order_by("pk")
    for invoice in rows.iterator(chunk_size=200):
        name = invoice.number or f"draft {invoice.pk}"
        for line in invoice.lines.all():
            if round_cent(line.quantity * line.unit_price) != line.net:
                yield f"{name}, line {line.position}: {line.net} is not quantity times price."
        expected = taxes_of(invoice.lines.all())
        found = {(row.category, row.rate, row.base, row.amount) for row in invoice.taxes.all()}
        if {(row.category, row.rate, row.base, row.amount) for row in expected} != found:
            yield f"{name}: the VAT rows do not follow from the lines."
        totals = totals_of(expected)
        if (invoice.net, invoice.vat, invoice.gross) != (totals.net, totals.vat, totals.gross):
            yield f"{name}: the totals do not follow from the VAT rows."


def numbers() -> Iterator[str]:
    """Each series counts from 1 without gap, and dates never run backwards."""
    for counter in NumberSeries.objects.order_by("series", "year"):
        year, last = counter.year, counter.last
        issued = _issued().filter(series=counter.series, issued_on__year=year).order_by("number")
        rows = [(str(row.number), row.issued_on) for row in issued.only("number", "issued_on")]
        wanted = {invoice_number(counter.series, year, place + 1) for place in range(last)}
        found = {number for number, _day in rows}
        for number in sorted(wanted - found):
            yield f"{number}: this number is missing in the series."
        for number in sorted(found - wanted):
            yield f"{number}: this number was not drawn from the series."
        for (_earlier, before), (number, after) in zip(rows, rows[1:], strict=False):
            if before and after and after < before:
                yield f"{number}: its date is before that of the number before."
    series = {(counter.series, counter.year) for counter in NumberSeries.objects.all()}
    for name, day in _issued().values_list("series", "issued_on").distinct():
        if day and (name, day.year) not in series:
            yield f"{name}-{day.year}: there are invoices without a counter."


def billings() -> Iterator[str]:
    """No charge stands on two valid lines, and a line's amount is that of its charges."""
    doubled = (
        ChargeBilling.objects.filter(reversed_by=None)
        .values("charge_id")
        .annotate(times=Count("pk"))
        .filter(times__gt=1)
    )
    for row in doubled:
        yield f"Charge {row['charge_id']} is on {row['times']} lines."
    lines = (
        InvoiceLine.objects.filter(reverses=None)
        .annotate(charged=Sum("billings__charge__net"))
        .select_related("invoice")
    )
    for line in lines.iterator(chunk_size=500):
        if round_cent(line.charged or ZERO) != line.net:
            yield f"{line.invoice}, line {line.position}: its charges make {line.charged}."
    strangers = ChargeBilling.objects.exclude(reversed_by=None).filter(
        Q(reversed_by__invoice__state=Invoice.State.DRAFT)
    )
    for billing in strangers:
        yield f"Charge {billing.charge_id} was freed by a correction that was not issued."


def reversals() -> Iterator[str]:
    """A correction takes back exactly its invoice."""
    for correction in _issued().exclude(reverses=None).select_related("reverses"):
        original = correction.reverses
        if original and correction.gross != -original.gross:
            yield f"{correction.number}: it does not take back exactly {original.number}."
    kept = ChargeBilling.objects.filter(
        reversed_by=None, line__invoice__reversal__state=Invoice.State.ISSUED
    )
    for billing in kept.select_related("line__invoice"):
        yield f"{billing.line.invoice}: it was taken back, but its charges are not free."


def documents() -> Iterator[str]:
    """Every issued invoice has its three documents, and their bytes have their hashes."""
    wanted = len(InvoiceDocument.Format)
    for invoice in _issued().annotate(held=Count("documents")).exclude(held=wanted):
        yield f"{invoice.number}: a document is missing."
    for document in InvoiceDocument.objects.select_related("invoice").iterator(chunk_size=50):
        if hashlib.sha256(bytes(document.content)).hexdigest() != document.sha256:
            yield f"{document.invoice}: the bytes of its {document.format} have changed."


def allocations() -> Iterator[str]:
    """No payment pays more than it is, no invoice is paid beyond its total."""
    for payment in Payment.objects.annotate(used=Sum("allocations__amount")):
        used = round_cent(Decimal(payment.used or 0))
        if abs(used) > abs(payment.amount) or used * payment.amount < 0:
            yield f"Payment {payment.pk}: {used} of {payment.amount} are allocated."
    for invoice in _issued().annotate(paid=Sum("allocations__amount")):
        if round_cent(Decimal(invoice.paid or 0)) > max(invoice.gross, ZERO):
            yield f"{invoice.number}: more is allocated than it amounts to."
    crossed = Allocation.objects.exclude(payment__municipality=F("invoice__municipality"))
    for entry in crossed:
        yield f"Allocation {entry.pk}: payment and invoice are of different municipalities."


def guards() -> Iterator[str]:
    """The database's own guards are in place."""
    catalogue = {
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    }
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        present = {row[0] for row in cursor.fetchall()}
    for table in GUARDED:
        for event in ("UPDATE", "DELETE"):
            if trigger_name(table, event) not in present:
                yield f"{table}: the guard against {event} is missing."
