"""Online payment: one page per attempt, genuine events only, each counted once."""

import json
import time
from decimal import Decimal

import pytest
import stripe
from django.urls import reverse

from members.billing.errors import NothingOpen, StripeNotConfigured, StripeUnavailable
from members.billing.models import Payment, PaymentAttempt, StripeEvent
from members.billing.selectors import balance_of, invoices
from members.billing.services import handle_event, record_payment, start_payment
from members.billing.stripe_gateway import API_VERSION, make_client
from tests.factories.billing import InvoiceFactory
from tests.support.stripe_transport import MemoryTransport

pytestmark = pytest.mark.django_db
SECRET = "whsec_test"
PAGE = "http://testserver/rechnungen/"


@pytest.fixture(autouse=True)
def keys(settings):
    settings.STRIPE_SECRET_KEY = "sk_test_1"
    settings.STRIPE_WEBHOOK_SECRET = SECRET


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
    return start_payment(invoice=invoice, return_url=PAGE, client=gateway)


def event(session_id, key="evt_1", kind="checkout.session.completed"):
    return StripeEvent.objects.create(id=key, kind=kind, object_id=session_id)


def post(client, body, *, at=None, secret=SECRET):
    payload = json.dumps(body)
    header = stripe.WebhookSignature.generate_signature_header(
        payload, secret, timestamp=int(at or time.time())
    )
    return client.post(
        reverse("billing:stripe_webhook"),
        payload,
        content_type="application/json",
        headers={"Stripe-Signature": header},
    )


BODY = {"id": "evt_9", "type": "checkout.session.completed", "data": {"object": {"id": "cs_1"}}}


def test_start_payment_opens_a_page_with_the_pinned_version(invoice, gateway, transport):
    attempt = start(invoice, gateway)
    assert attempt.url.startswith("https://checkout.stripe.com/")
    assert transport.sessions[attempt.session_id]["amount_total"] == 49_500
    assert transport.versions == {API_VERSION}


def test_start_payment_twice_gives_the_same_page(invoice, gateway, transport):
    assert start(invoice, gateway).url == start(invoice, gateway).url
    assert len(transport.sessions) == 1


def test_start_payment_after_a_lost_answer_uses_the_same_key(invoice, gateway, transport):
    transport.is_down = True
    with pytest.raises(StripeUnavailable):
        start(invoice, gateway)
    transport.is_down = False
    start(invoice, gateway)
    assert PaymentAttempt.objects.count() == 1
    assert list(transport.by_key) == [str(PaymentAttempt.objects.get().pk)]


def test_start_payment_of_a_paid_invoice_is_refused(invoice, gateway):
    record_payment(
        invoice=invoice, amount=Decimal("495"), received_on=invoice.issued_on, reference="KA 1"
    )
    with pytest.raises(NothingOpen):
        start(invoice, gateway)


def test_start_payment_without_key_is_refused(invoice, settings):
    settings.STRIPE_SECRET_KEY = ""
    with pytest.raises(StripeNotConfigured):
        start_payment(invoice=invoice, return_url=PAGE)


def test_paid_session_pays_the_invoice_once_however_many_events_come(invoice, gateway, transport):
    attempt = start(invoice, gateway)
    transport.pay(attempt.session_id)
    for number in range(3):
        handle_event(event=event(attempt.session_id, f"evt_{number}"), client=gateway)
    assert Payment.objects.get().amount == Decimal("495.00")
    assert balance_of(invoices().get(pk=invoice.pk), invoice.issued_on).status == "paid"


def test_event_of_an_unpaid_session_pays_nothing(invoice, gateway):
    attempt = start(invoice, gateway)
    handle_event(event=event(attempt.session_id), client=gateway)
    assert not Payment.objects.exists()


def test_expired_session_lets_a_new_attempt_begin(invoice, gateway, transport):
    attempt = start(invoice, gateway)
    transport.sessions[attempt.session_id]["status"] = "expired"
    handle_event(event=event(attempt.session_id), client=gateway)
    assert start(invoice, gateway).pk != attempt.pk


def test_event_of_a_session_whose_note_was_lost_is_found_by_our_own_id(invoice, gateway, transport):
    attempt = start(invoice, gateway)
    session_id = attempt.session_id
    PaymentAttempt.objects.update(session_id=None)
    transport.pay(session_id)
    handle_event(event=event(session_id), client=gateway)
    assert Payment.objects.count() == 1


def test_money_for_an_invoice_paid_meanwhile_is_kept_unallocated(invoice, gateway, transport):
    attempt = start(invoice, gateway)
    record_payment(
        invoice=invoice, amount=Decimal("495"), received_on=invoice.issued_on, reference="KA 1"
    )
    transport.pay(attempt.session_id)
    handle_event(event=event(attempt.session_id), client=gateway)
    assert Payment.objects.get(method="stripe").allocations.count() == 0


def test_webhook_stores_a_genuine_event_once_without_csrf(client):
    assert post(client, BODY).status_code == 200
    assert post(client, BODY).status_code == 200
    assert StripeEvent.objects.get().object_id == "cs_1"


@pytest.mark.parametrize(
    ("seconds", "secret"), [(0, "whsec_other"), (-3600, SECRET), (3600, SECRET)]
)
def test_webhook_with_wrong_signature_or_time_is_refused(client, seconds, secret):
    assert post(client, BODY, at=time.time() + seconds, secret=secret).status_code == 400
    assert not StripeEvent.objects.exists()


@pytest.mark.parametrize("body", [[], {}, {"id": "evt_1"}, "text", {"id": 1, "type": 2, "data": 3}])
def test_webhook_with_a_strange_body_is_refused(client, body):
    assert post(client, body).status_code == 400


def test_webhook_without_signature_or_by_get_is_refused(client, settings):
    address = reverse("billing:stripe_webhook")
    assert client.post(address, "{}", content_type="application/json").status_code == 400
    assert client.get(address).status_code == 405
    settings.STRIPE_WEBHOOK_SECRET = ""
    assert post(client, BODY).status_code == 404
