"""Corrections and payments: what they free, what they pay, and their limits."""

import datetime as dt
from decimal import Decimal

import pytest

from members.billing.errors import (
    AmountNotPositive,
    AmountTooHigh,
    NothingOpen,
    NotReversible,
    OtherMunicipality,
    PaymentKnown,
    PaymentReversed,
    ReasonMissing,
)
from members.billing.models import Allocation, ChargeBilling, Payment
from members.billing.selectors import balance_of, invoices, open_items, unbilled_charges
from members.billing.services import allocate, record_payment, reverse_invoice, reverse_payment
from tests.factories.billing import InvoiceFactory, NoRules
from tests.factories.organisations import MunicipalityFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date.today()


@pytest.fixture
def invoice():
    return InvoiceFactory(issued=True)


def pay(invoice, amount, reference="KA 1"):
    return record_payment(
        invoice=invoice, amount=Decimal(amount), received_on=TODAY, reference=reference
    )


def reverse(invoice, reason="Falscher Preis"):
    return reverse_invoice(invoice=invoice, reason=reason, validator=NoRules())


def balance(invoice, day=TODAY):
    return balance_of(invoices().get(pk=invoice.pk), day)


def test_reverse_invoice_takes_back_every_amount_and_names_the_invoice(invoice):
    correction = reverse(invoice)
    assert correction.number.startswith("RK-")
    assert (correction.net, correction.gross) == (-invoice.net, -invoice.gross)
    assert correction.reverses == invoice
    assert balance(invoice).status == "reversed"


def test_reverse_invoice_frees_its_charges_for_the_next_run(invoice):
    assert not unbilled_charges(TODAY).exists()
    reverse(invoice)
    assert unbilled_charges(TODAY).count() == 1
    again = InvoiceFactory(
        municipality=invoice.municipality, charges=list(unbilled_charges(TODAY)), issued=True
    )
    assert again.gross == invoice.gross
    assert ChargeBilling.objects.count() == 2


def test_reverse_invoice_frees_nothing_until_the_correction_is_issued(invoice):
    class Refusing(NoRules):
        def check(self, syntax, xml):
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        reverse_invoice(invoice=invoice, reason="Fehler", validator=Refusing())
    assert not unbilled_charges(TODAY).exists()
    assert reverse(invoice).number == f"RK-{TODAY.year}-00001"


@pytest.mark.parametrize("what", ["draft", "correction", "reversed"])
def test_reverse_what_cannot_be_reversed_is_refused(invoice, what):
    correction = reverse(invoice)
    found = {"draft": InvoiceFactory(), "correction": correction, "reversed": invoice}[what]
    with pytest.raises(NotReversible):
        reverse(found)


def test_reverse_without_reason_is_refused(invoice):
    with pytest.raises(ReasonMissing):
        reverse(invoice, reason="  ")


def test_reverse_of_a_paid_invoice_shows_what_is_to_be_paid_back(invoice):
    pay(invoice, "495.00")
    reverse(invoice)
    assert balance(invoice).open == Decimal("-495.00")


@pytest.mark.parametrize(
    ("amount", "status", "left"),
    [("495.00", "paid", "0.00"), ("100.00", "partly_paid", "395.00"), ("500.00", "paid", "0.00")],
)
def test_payment_decides_the_status(invoice, amount, status, left):
    pay(invoice, amount)
    assert (balance(invoice).status, balance(invoice).open) == (status, Decimal(left))


def test_invoice_after_its_due_day_is_overdue_until_it_is_paid(invoice):
    late = invoice.due_on + dt.timedelta(days=1)
    assert balance(invoice, invoice.due_on).status == "open"
    assert balance(invoice, late).status == "overdue"
    pay(invoice, "495.00")
    assert balance(invoice, late).status == "paid"
    assert not open_items().exists()


def test_payment_is_allocated_up_to_what_is_open(invoice):
    payment = pay(invoice, "500.00")
    assert payment.allocations.get().amount == Decimal("495.00")


def test_payment_of_known_reference_is_refused(invoice):
    pay(invoice, "1.00")
    with pytest.raises(PaymentKnown, match="KA 1"):
        pay(invoice, "1.00")


@pytest.mark.parametrize("amount", ["0.00", "-1.00"])
def test_payment_of_nothing_is_refused(invoice, amount):
    with pytest.raises(AmountNotPositive):
        pay(invoice, amount)


def test_payment_of_a_paid_invoice_is_refused_and_leaves_no_entry(invoice):
    pay(invoice, "495.00")
    with pytest.raises(NothingOpen):
        pay(invoice, "10.00", "KA 2")
    assert Payment.objects.count() == 1


def test_allocate_rest_pays_another_invoice_within_both_limits(invoice):
    other = InvoiceFactory(municipality=invoice.municipality, issued=True)
    payment = pay(invoice, "600.00")
    with pytest.raises(AmountTooHigh, match="105,00"):
        allocate(payment=payment, invoice=other, amount=Decimal("105.01"))
    allocate(payment=payment, invoice=other, amount=Decimal("105.00"))
    assert balance(other).open == Decimal("390.00")
    with pytest.raises(NothingOpen):
        allocate(payment=payment, invoice=other, amount=Decimal("1.00"))


def test_allocate_to_an_invoice_of_another_municipality_is_refused(invoice):
    payment = pay(invoice, "600.00")
    stranger = InvoiceFactory(
        municipality=MunicipalityFactory(leitweg_id="06431000-DEMO2-72"), issued=True
    )
    with pytest.raises(OtherMunicipality):
        allocate(payment=payment, invoice=stranger, amount=Decimal("1.00"))


def test_reverse_payment_opens_the_invoice_again_once(invoice):
    payment = pay(invoice, "495.00")
    reverse_payment(payment=payment)
    assert balance(invoice).open == Decimal("495.00")
    with pytest.raises(PaymentReversed):
        reverse_payment(payment=payment)
    pay(invoice, "495.00", "KA 1/2")
    assert Allocation.objects.count() == 3
