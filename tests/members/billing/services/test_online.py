"""Stripe's events: late, twice, out of order or unknown; only what Stripe says now counts."""

from decimal import Decimal

import pytest

from members.billing import tasks
from members.billing.errors import NothingOpen, StripeNotConfigured, StripeUnavailable
from members.billing.models import Payment, PaymentAttempt, StripeEvent
from members.billing.selectors import balance_of, invoices, open_attempt
from members.billing.services import (
    handle_event,
    record_payment,
    reverse_invoice,
    start_payment,
)
from members.billing.stripe_gateway import make_client
from tests.factories.billing import InvoiceFactory, NoRules
from tests.support.stripe_transport import MemoryTransport

pytestmark = pytest.mark.django_db
State = PaymentAttempt.State


@pytest.fixture(autouse=True)
def keys(settings):
    settings.STRIPE_SECRET_KEY = "sk_test_1"


@pytest.fixture
def transport():
    return MemoryTransport()


@pytest.fixture
def gateway(transport):
    return make_client(transport)


@pytest.fixture
def invoice():
    return InvoiceFactory(issued=True)


def start(invoice, gateway):
    return start_payment(invoice=invoice, return_url="http://testserver/", client=gateway)


def handle(gateway, session_id, key="evt_1", kind="checkout.session.completed"):
    event = StripeEvent.objects.create(id=key, kind=kind, object_id=session_id)
    handle_event(event=event, client=gateway)
    event.refresh_from_db()
    return event


def pay(invoice, amount, reference="KA 1"):
    return record_payment(
        invoice=invoice,
        amount=Decimal(amount),
        received_on=invoice.issued_on,
        reference=reference,
    )


def status(invoice):
    return balance_of(invoices().get(pk=invoice.pk), invoice.issued_on).status


@pytest.mark.parametrize("kind", ["payment_intent.succeeded", "charge.refunded", "unknown.kind"])
def test_event_of_another_kind_is_marked_and_asks_nobody(gateway, kind):
    event = handle(gateway, "pi_1", kind=kind)
    assert event.handled_at
    assert not Payment.objects.exists()


def test_event_handled_before_asks_stripe_no_more(invoice, gateway, transport):
    attempt = start(invoice, gateway)
    event = handle(gateway, attempt.session_id)
    transport.pay(attempt.session_id)
    transport.is_down = True
    handle_event(event=event, client=gateway)
    assert not Payment.objects.exists()


def test_event_of_expiry_after_the_payment_leaves_it_paid(invoice, gateway, transport):
    attempt = start(invoice, gateway)
    transport.pay(attempt.session_id)
    handle(gateway, attempt.session_id, "evt_1", "checkout.session.completed")
    handle(gateway, attempt.session_id, "evt_0", "checkout.session.expired")
    attempt.refresh_from_db()
    assert attempt.state == State.PAID
    assert (status(invoice), Payment.objects.count()) == ("paid", 1)


def test_event_of_expiry_read_as_paid_counts_as_paid(invoice, gateway, transport):
    """The kind of an event says only where to look."""
    attempt = start(invoice, gateway)
    transport.pay(attempt.session_id)
    handle(gateway, attempt.session_id, kind="checkout.session.expired")
    assert status(invoice) == "paid"


def test_delayed_payment_counts_only_when_the_money_has_come(invoice, gateway, transport):
    """A SEPA debit is completed first and paid days later."""
    attempt = start(invoice, gateway)
    transport.sessions[attempt.session_id].update(status="complete")
    handle(gateway, attempt.session_id)
    assert status(invoice) == "open"
    transport.pay(attempt.session_id)
    handle(gateway, attempt.session_id, "evt_2", "checkout.session.async_payment_succeeded")
    assert status(invoice) == "paid"


@pytest.mark.parametrize("reference", ["", "not-a-uuid", "5b7fbbd4-1c43-4a4e-a2ab-0d6bdfc4f3d1"])
def test_event_of_a_session_that_is_not_ours_changes_nothing(
    invoice, gateway, transport, reference
):
    attempt = start(invoice, gateway)
    PaymentAttempt.objects.update(session_id="cs_other")
    transport.sessions[attempt.session_id]["client_reference_id"] = reference
    transport.pay(attempt.session_id)
    event = handle(gateway, attempt.session_id)
    assert event.handled_at
    assert not Payment.objects.exists()


def test_event_while_stripe_is_down_stays_unhandled_and_can_be_tried_again(
    invoice, gateway, transport
):
    attempt = start(invoice, gateway)
    transport.pay(attempt.session_id)
    transport.is_down = True
    with pytest.raises(StripeUnavailable):
        handle(gateway, attempt.session_id)
    event = StripeEvent.objects.get()
    assert event.handled_at is None
    transport.is_down = False
    handle_event(event=event, client=gateway)
    assert status(invoice) == "paid"


def test_task_of_an_event_without_key_is_refused(settings):
    settings.STRIPE_SECRET_KEY = ""
    StripeEvent.objects.create(id="evt_1", kind="checkout.session.completed", object_id="cs_1")
    with pytest.raises(StripeNotConfigured):
        tasks.handle_stripe_event.func("evt_1")


def test_attempt_after_a_part_was_paid_asks_for_the_rest_alone(invoice, gateway, transport):
    first = start(invoice, gateway)
    pay(invoice, "95.00")
    second = start(invoice, gateway)
    first.refresh_from_db()
    assert (first.state, second.amount) == (State.EXPIRED, Decimal("400.00"))
    assert transport.sessions[second.session_id]["amount_total"] == 40_000
    assert open_attempt(invoice) == second


def test_old_page_paid_after_the_amount_changed_keeps_what_is_too_much(invoice, gateway, transport):
    attempt = start(invoice, gateway)
    pay(invoice, "95.00")
    start(invoice, gateway)
    transport.pay(attempt.session_id)
    handle(gateway, attempt.session_id)
    payment = Payment.objects.get(method="stripe")
    assert payment.amount == Decimal("495.00")
    assert payment.allocations.get().amount == Decimal("400.00")


def test_attempt_for_a_reversed_invoice_is_refused(invoice, gateway):
    reverse_invoice(invoice=invoice, reason="Preis", validator=NoRules())
    with pytest.raises(NothingOpen):
        start(invoice, gateway)


def test_attempt_for_a_draft_or_a_correction_is_refused(invoice, gateway):
    correction = reverse_invoice(invoice=invoice, reason="Preis", validator=NoRules())
    for found in (InvoiceFactory(), correction):
        with pytest.raises(NothingOpen):
            start(found, gateway)
    assert not PaymentAttempt.objects.exists()


class Listening(MemoryTransport):
    """Keeps what was sent to open a page."""

    def _create(self, data, headers):
        self.sent = data
        return super()._create(data, headers)


def test_page_of_stripe_names_the_invoice_and_no_person(invoice):
    transport = Listening()
    attempt = start(invoice, make_client(transport))
    sent = transport.sent
    assert sent["line_items[0][price_data][product_data][name]"] == f"Rechnung {invoice.number}"
    assert sent["client_reference_id"] == str(attempt.pk)
    assert (sent["locale"], sent["mode"]) == ("de", "payment")
    assert not any("mail" in name or "customer" in name for name in sent)
