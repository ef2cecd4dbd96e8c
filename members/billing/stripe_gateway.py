"""The one module that talks to Stripe; off unless STRIPE_SECRET_KEY is set.

Stripe is a way to pay, never the invoice: German municipalities need an XRechnung.
"""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import stripe
from django.conf import settings
from stripe import StripeClient

from campus.kit import dates
from members.billing.errors import EventNotGenuine, StripeNotConfigured, StripeUnavailable

if TYPE_CHECKING:
    from members.billing.models import PaymentAttempt

API_VERSION = "2026-10-28.endive"
# Stripe's own check has no bound for times to come; a clock may be wrong by as much.
TOLERANCE_SECONDS = 300
CENTS = 100


@dataclass(frozen=True, slots=True)
class Event:
    """What an event tells: only which object to look at."""

    id: str
    kind: str
    object_id: str


@dataclass(frozen=True, slots=True)
class Session:
    """A checkout session as it is now."""

    id: str
    url: str
    is_paid: bool
    is_expired: bool
    amount: Decimal
    payment_id: str
    attempt_id: str


def is_configured() -> bool:
    """Tell whether online payment is offered."""
    return bool(settings.STRIPE_SECRET_KEY)


def make_client(http_client: "stripe.HTTPClient | None" = None) -> StripeClient:
    """Return a client with the pinned API version; tests pass their own transport."""
    if not is_configured():
        raise StripeNotConfigured
    return StripeClient(
        settings.STRIPE_SECRET_KEY, stripe_version=API_VERSION, http_client=http_client
    )


def open_session(client: StripeClient, attempt: "PaymentAttempt", return_url: str) -> Session:
    """Open Stripe's payment page for an attempt; the same attempt never opens two."""
    amount = int(attempt.amount * CENTS)
    try:
        found = client.v1.checkout.sessions.create(
            params={
                "mode": "payment",
                "line_items": [
                    {
                        "quantity": 1,
                        "price_data": {
                            "currency": "eur",
                            "unit_amount": amount,
                            "product_data": {"name": f"Rechnung {attempt.invoice.number}"},
                        },
                    }
                ],
                "client_reference_id": str(attempt.pk),
                "success_url": return_url,
                "cancel_url": return_url,
                "locale": "de",
            },
            options={"idempotency_key": str(attempt.pk)},
        )
    except stripe.StripeError as error:
        raise StripeUnavailable from error
    return _session(found)


def read_session(client: StripeClient, session_id: str) -> Session:
    """Return a session as it is now: events come late, twice and out of order."""
    try:
        return _session(client.v1.checkout.sessions.retrieve(session_id))
    except stripe.StripeError as error:
        raise StripeUnavailable from error


def _session(found: "stripe.checkout.Session") -> Session:
    intent = found.payment_intent
    payment_id = intent if isinstance(intent, str) else (intent.id if intent else "")
    return Session(
        id=found.id,
        url=found.url or "",
        is_paid=found.payment_status == "paid",
        is_expired=found.status == "expired",
        amount=Decimal(found.amount_total or 0) / CENTS,
        payment_id=payment_id or found.id,
        attempt_id=found.client_reference_id or "",
    )


def read_event(payload: bytes, signature: str) -> Event:
    """Return a webhook's event if it is signed and neither too old nor from the future."""
    secret = settings.STRIPE_WEBHOOK_SECRET
    if not secret:
        raise StripeNotConfigured
    try:
        stripe.WebhookSignature.verify_header(
            payload.decode(), signature, secret, TOLERANCE_SECONDS
        )
        event = json.loads(payload)
        found = Event(event["id"], event["type"], event["data"]["object"]["id"])
    except (stripe.SignatureVerificationError, ValueError, KeyError, TypeError) as error:
        raise EventNotGenuine from error
    if _signed_at(signature) > dates.now().timestamp() + TOLERANCE_SECONDS:
        raise EventNotGenuine
    return found


def _signed_at(signature: str) -> int:
    parts = dict(part.split("=", 1) for part in signature.split(",") if "=" in part)
    return int(parts.get("t", "0"))
