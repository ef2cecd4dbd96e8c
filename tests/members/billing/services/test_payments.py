"""Payments: what an entry pays, what it never pays, and each refusal in German."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from campus.kit.errors import DomainError
from members.billing.audit import faults
from members.billing.models import Allocation, Payment
from members.billing.selectors import balance_of, invoices, payments
from members.billing.services import allocate, record_payment, reverse_invoice, reverse_payment
from members.cooperative.ledger import EntryIsFinal
from tests.factories.billing import InvoiceFactory, NoRules
from tests.factories.organisations import MunicipalityFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 5, 4)


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


@pytest.fixture
def invoice():
    return InvoiceFactory(issued=True)


def pay(invoice, amount, reference="KA 1", **values):
    return record_payment(
        invoice=invoice, amount=Decimal(amount), received_on=DAY, reference=reference, **values
    )


def left(invoice):
    return balance_of(invoices().get(pk=invoice.pk), invoice.issued_on).open


def refused(deed):
    """Return code and sentence of a refusal."""
    with pytest.raises(DomainError) as caught:
        deed()
    return caught.value.code, str(caught.value)


def test_payments_in_parts_add_up_to_the_cent(invoice):
    for number, amount in enumerate(("164.99", "0.01", "330.00")):
        pay(invoice, amount, f"KA {number}")
    assert left(invoice) == Decimal("0.00")


def test_overpayment_leaves_the_rest_on_the_payment(invoice):
    pay(invoice, "500.01")
    payment = payments().get()
    assert (payment.allocated, payment.rest) == (Decimal("495.00"), Decimal("5.01"))


def test_overpayment_after_a_part_was_paid_takes_only_what_is_open(invoice):
    pay(invoice, "494.99")
    second = pay(invoice, "10.00", "KA 2")
    assert second.allocations.get().amount == Decimal("0.01")


def test_same_reference_of_a_transfer_and_of_an_online_payment_are_two_payments(invoice):
    pay(invoice, "1.00", "pi_1")
    pay(invoice, "1.00", "pi_1", method=Payment.Method.STRIPE)
    assert left(invoice) == Decimal("493.00")


def test_same_reference_for_another_invoice_is_refused(invoice):
    other = InvoiceFactory(municipality=invoice.municipality, issued=True)
    pay(invoice, "1.00")
    code, sentence = refused(lambda: pay(other, "1.00"))
    assert code == "payment_known"
    assert "Die Bankreferenz „KA 1“ ist bereits erfasst." in sentence


def test_reference_of_a_reversed_entry_can_be_entered_again(invoice):
    """What the constraint allows, the service allows: the entry that stands is the question."""
    reverse_payment(payment=pay(invoice, "1.00"))
    assert refused(lambda: pay(invoice, "1.00"))[0] == "payment_known"
    assert pay(invoice, "1.00", "KA 1/2").amount == Decimal("1.00")


@pytest.mark.parametrize("amount", ["0", "0.00", "-0.01"])
def test_payment_that_is_not_positive_is_refused(invoice, amount):
    code, sentence = refused(lambda: pay(invoice, amount))
    assert (code, sentence) == ("amount_not_positive", "Der Betrag muss höher als 0,00 € sein.")


@pytest.mark.parametrize("what", ["draft", "correction", "reversed", "paid"])
def test_transfer_for_what_has_nothing_open_is_refused_and_leaves_nothing(invoice, what):
    if what == "draft":
        invoice = InvoiceFactory()
    elif what == "paid":
        pay(invoice, "495.00", "KA 0")
    else:
        correction = reverse_invoice(invoice=invoice, reason="Preis", validator=NoRules())
        invoice = correction if what == "correction" else invoice
    before = Payment.objects.count()
    code, sentence = refused(lambda: pay(invoice, "1.00"))
    assert (code, sentence) == ("nothing_open", "Auf dieser Rechnung ist nichts offen.")
    assert Payment.objects.count() == before


def test_online_money_for_a_reversed_invoice_is_kept_although_it_pays_nothing(invoice):
    reverse_invoice(invoice=invoice, reason="Preis", validator=NoRules())
    payment = pay(invoice, "495.00", "pi_1", method=Payment.Method.STRIPE)
    assert not payment.allocations.exists()


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("0.00", "amount_not_positive"),
        ("5.01", "amount_too_high"),
        ("-1.00", "amount_not_positive"),
    ],
)
def test_allocation_of_a_wrong_amount_is_refused(invoice, amount, code):
    other = InvoiceFactory(municipality=invoice.municipality, issued=True)
    payment = pay(invoice, "500.00")
    found, sentence = refused(
        lambda: allocate(payment=payment, invoice=other, amount=Decimal(amount))
    )
    assert found == code
    assert code != "amount_too_high" or "höchstens 5,00\N{NO-BREAK SPACE}€" in sentence


def test_allocation_is_never_more_than_the_invoice_needs(invoice):
    small = InvoiceFactory(municipality=invoice.municipality, issued=True)
    pay(small, "494.00", "KA 2")
    payment = pay(invoice, "600.00")
    found = refused(lambda: allocate(payment=payment, invoice=small, amount=Decimal("1.01")))
    assert found[0] == "amount_too_high"
    allocate(payment=payment, invoice=small, amount=Decimal("1.00"))
    assert left(small) == Decimal("0.00")


def test_allocation_across_municipalities_is_refused(invoice):
    payment = pay(invoice, "600.00")
    town = MunicipalityFactory(leitweg_id="06431000-DEMO2-72")
    stranger = InvoiceFactory(municipality=town, issued=True)
    code, sentence = refused(
        lambda: allocate(payment=payment, invoice=stranger, amount=Decimal("1.00"))
    )
    assert code == "other_municipality"
    assert "von einer anderen Kommune" in sentence
    assert left(stranger) == Decimal("495.00")


def test_allocation_of_a_reversed_payment_is_refused_from_both_sides(invoice):
    other = InvoiceFactory(municipality=invoice.municipality, issued=True)
    payment = pay(invoice, "600.00")
    reversal = reverse_payment(payment=payment)
    for entry in (payment, reversal):
        code, sentence = refused(
            lambda entry=entry: allocate(payment=entry, invoice=other, amount=Decimal("1.00"))
        )
        assert (code, sentence) == (
            "payment_reversed",
            "Diese Zahlung ist bereits zurückgenommen.",
        )


def test_reversal_opens_every_invoice_the_payment_had_paid(invoice):
    other = InvoiceFactory(municipality=invoice.municipality, issued=True)
    payment = pay(invoice, "600.00")
    allocate(payment=payment, invoice=other, amount=Decimal("105.00"))
    reversal = reverse_payment(payment=payment)
    assert (left(invoice), left(other)) == (Decimal("495.00"), Decimal("495.00"))
    assert reversal.amount == Decimal("-600.00")
    assert not list(faults())


def test_reversal_of_an_unallocated_payment_takes_back_its_amount_alone(invoice):
    pay(invoice, "495.00")
    spare = pay(invoice, "10.00", "pi_1", method=Payment.Method.STRIPE)
    reversal = reverse_payment(payment=spare)
    assert not reversal.allocations.exists()
    assert left(invoice) == Decimal("0.00")


def test_reversal_of_a_reversal_or_a_second_one_is_refused(invoice):
    payment = pay(invoice, "1.00")
    reversal = reverse_payment(payment=payment)
    assert refused(lambda: reverse_payment(payment=payment))[0] == "payment_reversed"
    assert refused(lambda: reverse_payment(payment=reversal))[0] == "payment_reversed"
    assert Payment.objects.count() == 2


@pytest.mark.parametrize("entry", [Payment, Allocation])
def test_entry_cannot_be_changed_or_deleted(invoice, entry):
    pay(invoice, "1.00")
    row = entry.objects.get()
    row.amount = Decimal("2.00")
    for deed in (row.save, row.delete, entry.objects.all().delete):
        with pytest.raises(EntryIsFinal):
            deed()


def test_database_refuses_a_negative_payment_that_takes_nothing_back(invoice):
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(
            municipality=invoice.municipality,
            method="transfer",
            amount=Decimal("-1"),
            received_on=DAY,
            reference="KA 9",
        )
