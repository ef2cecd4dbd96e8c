"""Payments by transfer and what they pay; never more than was paid, never more than is open."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Sum

from campus.kit import dates
from campus.kit.euros import euro
from campus.kit.money import ZERO, round_cent
from members.billing.errors import (
    AmountNotPositive,
    AmountTooHigh,
    NothingOpen,
    OtherMunicipality,
    PaymentKnown,
    PaymentReversed,
)
from members.billing.models import Allocation, Invoice, Payment
from members.billing.selectors import balance_of, invoices

if TYPE_CHECKING:
    from members.accounts.models import User


@transaction.atomic
def record_payment(
    *,
    invoice: Invoice,
    amount: Decimal,
    received_on: dt.date,
    reference: str,
    method: str = Payment.Method.TRANSFER,
    by: "User | None" = None,
) -> Payment:
    """Enter money received for an invoice and allocate what the invoice needs of it.

    What is beyond stays unallocated on the payment, visible in the list, and is never guessed
    onto another invoice. The same reference is never entered twice.
    """
    if amount <= 0:
        raise AmountNotPositive
    if Payment.objects.filter(method=method, reference=reference, reverses=None).exists():
        raise PaymentKnown(reference=reference)
    locked, left = _locked_open(invoice)
    try:
        with transaction.atomic():
            payment: Payment = Payment.objects.create(
                municipality_id=locked.municipality_id,
                method=method,
                amount=amount,
                received_on=received_on,
                reference=reference,
                recorded_by=by,
            )
    except IntegrityError as error:
        raise PaymentKnown(reference=reference) from error
    if left > 0:
        Allocation.objects.create(payment=payment, invoice=locked, amount=min(amount, left))
    elif method == Payment.Method.TRANSFER:
        raise NothingOpen
    return payment


@transaction.atomic
def allocate(*, payment: Payment, invoice: Invoice, amount: Decimal) -> Allocation:
    """Allocate the rest of a payment to another invoice of the same municipality."""
    if amount <= 0:
        raise AmountNotPositive
    # Order of locks everywhere: invoice, then payment.
    locked, left = _locked_open(invoice)
    payment = Payment.objects.select_for_update().get(pk=payment.pk)
    if payment.municipality_id != locked.municipality_id:
        raise OtherMunicipality
    used = payment.allocations.aggregate(total=Sum("amount"))["total"] or ZERO
    limit = min(left, payment.amount - round_cent(used))
    if payment.reverses_id or Payment.objects.filter(reverses=payment).exists():
        raise PaymentReversed
    if limit <= 0:
        raise NothingOpen
    if amount > limit:
        raise AmountTooHigh(limit=euro(limit))
    entry: Allocation = Allocation.objects.create(payment=payment, invoice=locked, amount=amount)
    return entry


def _locked_open(invoice: Invoice) -> tuple[Invoice, Decimal]:
    """Lock the invoice and return it with what is open on it."""
    Invoice.objects.select_for_update(of=("self",)).get(pk=invoice.pk)
    locked = invoices().get(pk=invoice.pk)
    return locked, balance_of(locked, dates.today()).open


@transaction.atomic
def reverse_payment(*, payment: Payment, by: "User | None" = None) -> Payment:
    """Take a wrong entry back: the opposite amount, and its allocations taken off again."""
    keys = sorted(payment.allocations.values_list("invoice_id", flat=True))
    list(Invoice.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    payment = Payment.objects.select_for_update().get(pk=payment.pk)
    if payment.reverses_id or Payment.objects.filter(reverses=payment).exists():
        raise PaymentReversed
    reversal: Payment = Payment.objects.create(
        municipality_id=payment.municipality_id,
        method=payment.method,
        amount=-payment.amount,
        received_on=dates.today(),
        reference=payment.reference,
        reverses=payment,
        recorded_by=by,
    )
    for entry in payment.allocations.all():
        Allocation.objects.create(
            payment=reversal, invoice_id=entry.invoice_id, amount=-entry.amount
        )
    return reversal
