"""Reads of billing: what can be invoiced, what is open, what was paid."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, TruncMonth

from campus.kit.money import ZERO, round_cent
from members.billing.errors import SellerIncomplete
from members.billing.models import (
    Allocation,
    BillingSettings,
    ChargeBilling,
    Invoice,
    InvoiceDocument,
    InvoiceRun,
    Payment,
    PaymentAttempt,
)
from members.cooperative import selectors as cooperative

if TYPE_CHECKING:
    from members.cooperative.models import Charge
    from members.organisations.models import Municipality

MONEY: DecimalField = DecimalField(max_digits=12, decimal_places=2)


def seller() -> BillingSettings:
    """Return the seller's data; raises SellerIncomplete until the office has entered them."""
    row = BillingSettings.objects.first()
    if row is None:
        raise SellerIncomplete
    return row


def seller_or_none() -> BillingSettings | None:
    """Return the seller's data if they were entered."""
    return BillingSettings.objects.first()


def unbilled_charges(until: dt.date) -> "QuerySet[Charge]":
    """Return the charges up to a day that stand on no invoice or draft.

    A charge and its reversal that are both unbilled take each other back and are left out; where
    one of them stands on an invoice, the other has to follow.
    """
    billed = ChargeBilling.objects.filter(reversed_by=None).values("charge_id")
    charges = cooperative.charges_to_bill(until).exclude(pk__in=billed)
    taken_back = Q(reversed_by__isnull=False) & ~Q(reversed_by__pk__in=billed)
    taking_back = Q(reverses__isnull=False) & ~Q(reverses_id__in=billed)
    return charges.exclude(taken_back | taking_back)


def _sum_of(rows: QuerySet[Any], group: str) -> Coalesce:
    total = rows.order_by().values(group).annotate(total=Sum("amount")).values("total")
    return Coalesce(Subquery(total, output_field=MONEY), ZERO, output_field=MONEY)


def invoices() -> QuerySet[Invoice]:
    """Return all invoices and drafts with what is paid (`paid`) and what they are (`status`)."""
    allocations = Allocation.objects.filter(invoice=OuterRef("pk"))
    return Invoice.objects.select_related("municipality", "reverses", "reversal", "run").annotate(
        paid=_sum_of(allocations, "invoice")
    )


def issued_invoices() -> QuerySet[Invoice]:
    """Return the issued invoices and corrections, the newest first."""
    return invoices().filter(state=Invoice.State.ISSUED).order_by("-issued_on", "-issued_at", "-pk")


def open_items() -> QuerySet[Invoice]:
    """Return the issued invoices that are neither reversed nor fully paid, oldest due first."""
    standing = issued_invoices().filter(reverses=None).exclude(reversal__state="issued")
    return standing.filter(gross__gt=F("paid")).order_by("due_on", "pk")


def drafts() -> QuerySet[Invoice]:
    """Return the drafts."""
    return invoices().filter(state=Invoice.State.DRAFT).order_by("municipality__name", "series")


def invoices_of(municipality: "Municipality") -> QuerySet[Invoice]:
    """Return a municipality's issued invoices."""
    return issued_invoices().filter(municipality=municipality)


@dataclass(frozen=True, slots=True)
class Balance:
    """Where an invoice stands."""

    status: str
    open: Decimal


def balance_of(invoice: Invoice, day: dt.date) -> Balance:
    """Return status and open amount of an invoice that came from `invoices()`.

    Statuses: draft, correction, reversed, paid, overdue, partly_paid, open. A reversed invoice
    that had been paid has a negative open amount: that money is to be paid back.
    """
    paid = round_cent(invoice.paid)  # type: ignore[attr-defined]
    if invoice.is_draft:
        return Balance("draft", ZERO)
    if invoice.is_correction:
        return Balance("correction", ZERO)
    reversal = getattr(invoice, "reversal", None)
    if reversal is not None and not reversal.is_draft:
        return Balance("reversed", -paid if paid else ZERO)
    left = invoice.gross - paid
    if left <= 0:
        return Balance("paid", ZERO)
    if invoice.due_on and invoice.due_on < day:
        return Balance("overdue", left)
    return Balance("partly_paid" if paid else "open", left)


def invoice_lines(invoice: Invoice) -> QuerySet[Any]:
    """Return an invoice's lines in order."""
    return invoice.lines.order_by("position")


def document_of(invoice: Invoice, kind: str) -> InvoiceDocument | None:
    """Return a stored document of an invoice."""
    found: InvoiceDocument | None = invoice.documents.filter(format=kind).first()
    return found


def payments() -> QuerySet[Payment]:
    """Return the payments with what is allocated of each, the newest first."""
    allocated = Allocation.objects.filter(payment=OuterRef("pk"))
    return (
        Payment.objects.select_related("municipality", "reverses", "reversed_by")
        .prefetch_related("allocations__invoice")
        .annotate(allocated=_sum_of(allocated, "payment"))
        .order_by("-received_on", "-pk")
    )


def runs() -> QuerySet[InvoiceRun]:
    """Return the runs, the newest first."""
    return InvoiceRun.objects.select_related("created_by")


def open_attempt(invoice: Invoice) -> PaymentAttempt | None:
    """Return the online payment of an invoice that was started and neither paid nor expired."""
    found: PaymentAttempt | None = invoice.attempts.filter(
        state=PaymentAttempt.State.STARTED
    ).first()
    return found


@dataclass(frozen=True, slots=True)
class OpenTotals:
    """The sums of the open items."""

    count: int
    amount: Decimal
    overdue_count: int
    overdue_amount: Decimal


def open_totals(day: dt.date) -> OpenTotals:
    """Return how much is open and overdue over all members, in one query."""
    rows = [
        (row.gross - round_cent(row.paid), bool(row.due_on and row.due_on < day))  # type: ignore[attr-defined]
        for row in open_items()
    ]
    late = [amount for amount, is_late in rows if is_late]
    return OpenTotals(
        count=len(rows),
        amount=sum((amount for amount, _ in rows), ZERO),
        overdue_count=len(late),
        overdue_amount=sum(late, ZERO),
    )


def filtered(
    rows: QuerySet[Invoice], *, query: str, status: str, year: int | None, day: dt.date
) -> QuerySet[Invoice]:
    """Narrow issued invoices by number or municipality, status and year."""
    if query:
        rows = rows.filter(Q(number__icontains=query) | Q(municipality__name__icontains=query))
    if year:
        rows = rows.filter(issued_on__year=year)
    is_reversed = Q(reversal__state=Invoice.State.ISSUED)
    standing = Q(reverses=None) & ~is_reversed
    conditions = {
        "open": standing & Q(gross__gt=F("paid")),
        "overdue": standing & Q(gross__gt=F("paid"), due_on__lt=day),
        "paid": standing & Q(gross__lte=F("paid")),
        "reversed": is_reversed,
        "corrections": Q(reverses__isnull=False),
    }
    return rows.filter(conditions[status]) if status in conditions else rows


def revenue_by_month(first: dt.date, until: dt.date) -> dict[dt.date, Decimal]:
    """Return the net invoiced in each month of the span; corrections are taken off."""
    issued = Invoice.objects.filter(
        state=Invoice.State.ISSUED, issued_on__gte=first, issued_on__lte=until
    )
    months = issued.order_by().annotate(month=TruncMonth("issued_on")).values_list("month")
    return {month: round_cent(net) for month, net in months.annotate(net_sum=Sum("net"))}


def invoiced_charge_ids() -> "QuerySet[ChargeBilling, Any]":
    """Return the keys of the charges that stand on an issued invoice, as a subquery."""
    rows = ChargeBilling.objects.filter(reversed_by=None, line__invoice__state="issued")
    return rows.values("charge_id")
