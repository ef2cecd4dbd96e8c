"""Entries in the two share ledgers."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from campus.kit import dates
from campus.kit.euros import euro
from members.cooperative.errors import (
    AmountNotPositive,
    ChargeReversed,
    EarlierSharesUnpaid,
    NotAMember,
    ReferenceUsed,
    ShareNumberInvalid,
    TooMuchPaid,
)
from members.cooperative.fees import may_take_further_shares
from members.cooperative.models import Membership, Resolution, SharePayment, ShareTransaction
from members.cooperative.selectors import schedule_in_force, share_account

if TYPE_CHECKING:
    from members.accounts.models import User


@transaction.atomic
def record_share_payment(
    *,
    membership: Membership,
    amount: Decimal,
    paid_on: dt.date,
    bank_reference: str,
    by: "User | None" = None,
) -> SharePayment:
    """Credit money to a member's balance, never beyond the shares subscribed (§ 7 GenG)."""
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    account = share_account(membership)
    if amount <= 0:
        raise AmountNotPositive
    if amount > account.open:
        raise TooMuchPaid(open=euro(account.open))
    try:
        with transaction.atomic():
            payment: SharePayment = SharePayment.objects.create(
                membership=membership,
                amount=amount,
                paid_on=paid_on,
                bank_reference=bank_reference,
                recorded_by=by,
            )
    except IntegrityError as error:
        raise ReferenceUsed(reference=bank_reference) from error
    return payment


@transaction.atomic
def reverse_share_payment(*, payment: SharePayment, by: "User | None" = None) -> SharePayment:
    """Take a wrong payment entry back by a second one."""
    Membership.objects.select_for_update().get(pk=payment.membership_id)
    if payment.reverses_id or SharePayment.objects.filter(reverses=payment).exists():
        raise ChargeReversed
    reversal: SharePayment = SharePayment.objects.create(
        membership_id=payment.membership_id,
        amount=-payment.amount,
        paid_on=dates.today(),
        bank_reference=payment.bank_reference,
        reverses=payment,
        recorded_by=by,
    )
    return reversal


@transaction.atomic
def take_further_shares(
    *, membership: Membership, shares: int, resolution: Resolution, by: "User | None" = None
) -> ShareTransaction:
    """Enter further shares, once the earlier ones are paid but for the last (§ 15b GenG)."""
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    day = resolution.decided_on
    if membership.ended_on is not None:
        raise NotAMember
    if shares < 1:
        raise ShareNumberInvalid
    value = schedule_in_force(day.year).share_value
    account = share_account(membership)
    last = membership.share_transactions.order_by("effective_on", "pk").last()
    if last and not may_take_further_shares(account.nominal, last.share_value, account.paid):
        raise EarlierSharesUnpaid
    entry: ShareTransaction = ShareTransaction.objects.create(
        membership=membership,
        kind=ShareTransaction.Kind.FURTHER,
        shares=shares,
        share_value=value,
        effective_on=day,
        resolution=resolution,
        recorded_by=by,
    )
    return entry
