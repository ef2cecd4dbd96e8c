"""The audit finds every fault of the books and none where there is none."""

import datetime as dt
from decimal import Decimal

import pytest

from members.cooperative import audit, services
from members.cooperative.models import FeeSchedule, SharePayment, ShareTransaction
from tests.factories.cooperative import (
    ApplicationFactory,
    ChargeFactory,
    FeeScheduleFactory,
    MembershipFactory,
    ResolutionFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("schedule")]


def test_books_kept_by_the_services_are_without_fault():
    member = services.admit(application=ApplicationFactory(), resolution=ResolutionFactory())
    payment = services.record_share_payment(
        membership=member,
        amount=Decimal(2000),
        paid_on=dt.date(2026, 7, 15),
        bank_reference="KA 1",
    )
    services.take_further_shares(membership=member, shares=2, resolution=ResolutionFactory())
    services.reverse_share_payment(payment=payment)
    services.reverse_charge(charge=ChargeFactory(), reason="Absage")
    services.give_notice(membership=member, declared_on=dt.date(2026, 7, 15), reason="Ende")
    assert list(audit.faults()) == []


def test_audit_finds_an_amount_that_is_not_quantity_times_price():
    wrong = ChargeFactory(net=Decimal("494.99"))
    assert list(audit.faults()) == [f"Charge {wrong.pk}: 494.99 is not quantity times price."]


def test_audit_finds_a_reversal_of_another_amount():
    charge = ChargeFactory()
    ChargeFactory(reverses=charge, quantity=Decimal(-9))
    (fault,) = audit.faults()
    assert f"does not take back exactly charge {charge.pk}" in fault


def test_audit_finds_a_member_without_shares():
    member = MembershipFactory(number=4)
    ShareTransaction.objects.create(
        membership=member,
        kind="given_up",
        shares=-3,
        share_value=Decimal(1000),
        effective_on=member.joined_on,
        resolution=member.resolution,
    )
    assert list(audit.faults()) == ["Member 4 holds no share."]


def test_audit_finds_more_paid_in_than_subscribed():
    member = MembershipFactory(number=4)
    SharePayment.objects.create(
        membership=member,
        amount=Decimal("3000.01"),
        paid_on=dt.date(2026, 7, 15),
        bank_reference="KA 1",
    )
    assert list(audit.faults()) == ["Member 4 has paid 3000.01 of 3000.00."]


@pytest.mark.parametrize(("joined", "faults"), [("2025-12-31", 1), ("2026-01-01", 0)])
def test_audit_finds_memberships_that_overlap(joined, faults):
    former = MembershipFactory(joined_on=dt.date(2024, 1, 1), ended_on=dt.date(2025, 12, 31))
    MembershipFactory(
        municipality=former.municipality, joined_on=dt.date.fromisoformat(joined), number=999
    )
    found = list(audit.faults())
    assert len(found) == faults
    assert all(f"before membership {former.number} ended" in fault for fault in found)


@pytest.mark.parametrize(
    ("state", "found"),
    [("active", ["Fee schedule 2030: its classes have a gap or an overlap."]), ("draft", [])],
)
def test_audit_finds_a_gap_in_a_schedule_in_force(state, found):
    FeeScheduleFactory(
        year=2030, state=FeeSchedule.State(state), classes=[(0, 10, 1, 5), (12, None, 1, 5)]
    )
    assert list(audit.faults()) == found
