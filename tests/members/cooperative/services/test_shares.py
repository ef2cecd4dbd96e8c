"""Two ledgers: shares subscribed and money paid in (§§ 7, 15b, 22 GenG)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from members.cooperative import errors, selectors, services
from members.cooperative.models import Resolution, SharePayment, ShareTransaction
from tests.factories.accounts import UserFactory
from tests.factories.cooperative import FeeScheduleFactory, MembershipFactory, ResolutionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("schedule")]
DAY = dt.date(2026, 7, 15)


def pay(membership, amount, reference="KA 1", paid_on=DAY, by=None):
    return services.record_share_payment(
        membership=membership,
        amount=Decimal(amount),
        paid_on=paid_on,
        bank_reference=reference,
        by=by,
    )


def take(membership, shares=2, day=DAY):
    return services.take_further_shares(
        membership=membership, shares=shares, resolution=ResolutionFactory(decided_on=day)
    )


def numbers(membership, day=None):
    account = selectors.share_account(membership, day)
    return account.nominal, account.paid, account.open


def test_subscribed_and_paid_in_are_two_numbers():
    membership = MembershipFactory()
    assert numbers(membership) == (3000, 0, 3000)
    pay(membership, "1250.50")
    assert numbers(membership) == (3000, Decimal("1250.50"), Decimal("1749.50"))
    pay(membership, "1749.50", "KA 2")
    assert numbers(membership) == (3000, 3000, 0)


def test_payment_keeps_day_reference_and_who_entered_it():
    clerk = UserFactory()
    payment = pay(MembershipFactory(), "0.01", by=clerk, paid_on=dt.date(2026, 7, 1))
    payment.refresh_from_db()
    assert (payment.amount, payment.paid_on) == (Decimal("0.01"), dt.date(2026, 7, 1))
    assert (payment.bank_reference, payment.recorded_by) == ("KA 1", clerk)
    assert payment.reverses is None


@pytest.mark.parametrize("amount", ["0", "-0.01", "-500"])
def test_payment_of_nothing_is_refused(amount):
    with pytest.raises(errors.AmountNotPositive) as refusal:
        pay(MembershipFactory(), amount)
    assert str(refusal.value) == "Der Betrag muss höher als 0,00 € sein."
    assert not SharePayment.objects.exists()


def test_payment_beyond_the_shares_is_refused_with_what_is_open():
    membership = MembershipFactory()
    pay(membership, "1000")
    with pytest.raises(errors.TooMuchPaid) as refusal:
        pay(membership, "2000.01", "KA 2")
    assert "höchstens noch 2.000,00\N{NO-BREAK SPACE}€" in str(refusal.value)
    pay(membership, "2000", "KA 2")
    with pytest.raises(errors.TooMuchPaid, match="0,00"):
        pay(membership, "0.01", "KA 3")


def test_payment_of_a_reference_used_for_another_member_is_refused():
    pay(MembershipFactory(), "10", "KA 9")
    with pytest.raises(errors.ReferenceUsed) as refusal:
        pay(MembershipFactory(), "20", "KA 9")
    assert str(refusal.value) == "Die Bankreferenz „KA 9“ ist bereits erfasst."
    assert SharePayment.objects.count() == 1


def test_reversal_is_a_second_entry_and_leaves_the_first_as_it_is():
    payment = pay(MembershipFactory(), "700", paid_on=dt.date(2026, 7, 1))
    clerk = UserFactory()
    reversal = services.reverse_share_payment(payment=payment, by=clerk)
    payment.refresh_from_db()
    assert (payment.amount, reversal.amount) == (Decimal(700), Decimal(-700))
    assert (reversal.reverses, reversal.paid_on, reversal.recorded_by) == (payment, DAY, clerk)
    assert numbers(payment.membership) == (3000, 0, 3000)


def test_reversal_twice_and_of_a_reversal_is_refused():
    payment = pay(MembershipFactory(), "700")
    reversal = services.reverse_share_payment(payment=payment)
    for again in (payment, SharePayment.objects.get(pk=payment.pk), reversal):
        with pytest.raises(errors.ChargeReversed, match="bereits zurückgenommen"):
            services.reverse_share_payment(payment=again)
    assert SharePayment.objects.count() == 2


@pytest.mark.parametrize(
    ("paid", "may"),
    [("1999.99", False), ("2000", True), ("3000", True)],
)
def test_further_shares_wait_for_all_but_the_last_to_be_paid(paid, may):
    membership = MembershipFactory()
    pay(membership, paid)
    if may:
        entry = take(membership)
        assert (entry.kind, entry.shares, entry.effective_on) == ("further", 2, DAY)
        assert selectors.share_account(membership).shares == 5
        return
    with pytest.raises(errors.EarlierSharesUnpaid, match="§ 15b GenG") as refusal:
        take(membership)
    assert "alle früheren bis auf den letzten voll eingezahlt" in str(refusal.value)
    assert selectors.share_account(membership).shares == 3


def test_further_shares_again_count_those_just_taken_as_earlier_ones():
    membership = MembershipFactory()
    pay(membership, "3000")
    take(membership, shares=2)
    with pytest.raises(errors.EarlierSharesUnpaid):
        take(membership, shares=1)
    pay(membership, "1000", "KA 2")
    assert take(membership, shares=1).shares == 1


@pytest.mark.parametrize(("value", "paid"), [("500", "2000"), ("2500", "2000")])
def test_further_shares_look_at_the_value_of_the_last_share_not_of_the_new_one(value, paid):
    """The value changes from 2027 on; two of the three old shares are paid."""
    FeeScheduleFactory(year=2027, share_value=Decimal(value))
    membership = MembershipFactory()
    pay(membership, "1999.99")
    with pytest.raises(errors.EarlierSharesUnpaid):
        take(membership, day=dt.date(2027, 1, 15))
    pay(membership, "0.01", "KA 2")
    assert selectors.share_account(membership).paid == Decimal(paid)
    assert take(membership, day=dt.date(2027, 1, 15)).share_value == Decimal(value)


@pytest.mark.parametrize("shares", [0, -1])
def test_further_shares_of_none_are_refused(shares):
    membership = MembershipFactory()
    pay(membership, "3000")
    with pytest.raises(errors.ShareNumberInvalid, match="mindestens einen Geschäftsanteil"):
        take(membership, shares=shares)


def test_further_shares_after_a_notice_are_refused():
    membership = MembershipFactory()
    pay(membership, "3000")
    services.give_notice(membership=membership, declared_on=DAY, reason="Ende")
    with pytest.raises(errors.NotAMember):
        take(membership)


def test_further_shares_without_a_schedule_are_refused_and_no_decision_stays():
    membership = MembershipFactory()
    pay(membership, "3000")
    before = Resolution.objects.count()
    with pytest.raises(errors.NoFeeSchedule, match="2019"):
        services.decide_further_shares(
            membership=membership,
            shares=1,
            number="V-9",
            decided_on=dt.date(2019, 1, 1),
            text=".",
            by=None,
        )
    assert Resolution.objects.count() == before


def test_account_on_a_day_holds_only_what_had_happened_by_then():
    membership = MembershipFactory()
    pay(membership, "2000", paid_on=dt.date(2026, 3, 10))
    take(membership, shares=1, day=dt.date(2026, 5, 20))
    pay(membership, "500", "KA 2", paid_on=dt.date(2026, 6, 1))
    assert numbers(membership, dt.date(2025, 12, 31)) == (0, 0, 0)
    assert numbers(membership, dt.date(2026, 1, 1)) == (3000, 0, 3000)
    assert numbers(membership, dt.date(2026, 3, 9)) == (3000, 0, 3000)
    assert numbers(membership, dt.date(2026, 3, 10)) == (3000, 2000, 1000)
    assert numbers(membership, dt.date(2026, 5, 20)) == (4000, 2000, 2000)
    assert numbers(membership) == (4000, 2500, 1500)


@pytest.mark.parametrize("model", [SharePayment, ShareTransaction])
def test_entries_are_neither_changed_nor_deleted_by_the_model(model):
    membership = MembershipFactory()
    pay(membership, "10")
    entry = model.objects.get()
    for deed in (entry.save, entry.delete, model.objects.all().delete):
        with pytest.raises(errors.EntryIsFinal, match="endgültig"):
            deed()
    with pytest.raises(errors.EntryIsFinal):
        model.objects.update(recorded_by=None)
    with pytest.raises(errors.EntryIsFinal):
        model.objects.bulk_update([entry], ["recorded_by"])


@pytest.mark.parametrize("model", [SharePayment, ShareTransaction])
@pytest.mark.parametrize("sql", ["UPDATE {} SET membership_id = 0", "DELETE FROM {}"])
def test_entries_are_guarded_by_the_database_too(model, sql):
    membership = MembershipFactory()
    pay(membership, "10")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql.format(model._meta.db_table))
    assert model.objects.count() == 1
