"""Paying an invoice online: an attempt of ours, Stripe's page, and what its events lead to."""

import uuid
from typing import TYPE_CHECKING

from django.db import transaction

from campus.kit import dates
from members.billing import stripe_gateway
from members.billing.errors import NothingOpen, PaymentKnown
from members.billing.models import Invoice, Payment, PaymentAttempt, StripeEvent
from members.billing.selectors import balance_of, invoices
from members.billing.services.payments import record_payment
from members.billing.stripe_gateway import Session

if TYPE_CHECKING:
    from stripe import StripeClient

ABOUT_SESSIONS = "checkout.session."


def start_payment(
    *, invoice: Invoice, return_url: str, client: "StripeClient | None" = None
) -> PaymentAttempt:
    """Open Stripe's page for what is open on an invoice; a second click gives the same page.

    The attempt is committed before Stripe is asked, so that its id can serve as the idempotency
    key when the answer gets lost.
    """
    client = client or stripe_gateway.make_client()
    attempt = _attempt_for(invoice)
    if not attempt.url:
        session = stripe_gateway.open_session(client, attempt, return_url)
        attempt.session_id = session.id
        attempt.url = session.url
        attempt.save(update_fields=["session_id", "url"])
    return attempt


@transaction.atomic
def _attempt_for(invoice: Invoice) -> PaymentAttempt:
    Invoice.objects.select_for_update(of=("self",)).get(pk=invoice.pk)
    left = balance_of(invoices().get(pk=invoice.pk), dates.today()).open
    if left <= 0:
        raise NothingOpen
    attempts = PaymentAttempt.objects.filter(invoice=invoice, state=PaymentAttempt.State.STARTED)
    attempts.exclude(amount=left).update(state=PaymentAttempt.State.EXPIRED)
    known = attempts.filter(amount=left).first()
    return known or PaymentAttempt.objects.create(invoice=invoice, amount=left)


def receive_event(*, payload: bytes, signature: str) -> StripeEvent | None:
    """Store a genuine event under its id; return it only the first time."""
    event = stripe_gateway.read_event(payload, signature)
    stored, is_new = StripeEvent.objects.get_or_create(
        id=event.id, defaults={"kind": event.kind, "object_id": event.object_id}
    )
    return stored if is_new else None


def handle_event(*, event: StripeEvent, client: "StripeClient | None" = None) -> None:
    """Act on what Stripe says now about the event's object; doing so twice changes nothing."""
    if event.handled_at or not event.kind.startswith(ABOUT_SESSIONS):
        _mark_handled(event)
        return
    session = stripe_gateway.read_session(client or stripe_gateway.make_client(), event.object_id)
    with transaction.atomic():
        _settle(session)
        _mark_handled(event)


def _settle(session: Session) -> None:
    attempt = _attempt_of(session)
    if attempt is None:
        return
    if session.is_paid:
        try:
            record_payment(
                invoice=attempt.invoice,
                amount=session.amount,
                received_on=dates.today(),
                reference=session.payment_id,
                method=Payment.Method.STRIPE,
            )
        except PaymentKnown:
            # Another event of the same payment was faster.
            return
        attempt.state = PaymentAttempt.State.PAID
    elif session.is_expired and attempt.state == PaymentAttempt.State.STARTED:
        attempt.state = PaymentAttempt.State.EXPIRED
    attempt.save(update_fields=["state"])


def _attempt_of(session: Session) -> PaymentAttempt | None:
    """Find our attempt by the session or, if our note of it was lost, by its own id."""
    attempts = PaymentAttempt.objects.select_related("invoice")
    found = attempts.filter(session_id=session.id).first()
    if found is None:
        try:
            key = uuid.UUID(session.attempt_id)
        except ValueError:
            return None
        found = attempts.filter(pk=key).first()
    return found


def _mark_handled(event: StripeEvent) -> None:
    event.handled_at = dates.now()
    event.save(update_fields=["handled_at"])
