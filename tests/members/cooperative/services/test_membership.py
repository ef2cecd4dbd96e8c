"""From the declaration to the end of a membership, shares and contributions included."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction

from members.cooperative import errors, selectors, services
from members.cooperative.models import Charge, Membership, MembershipApplication, SharePayment
from members.cooperative.services import Applicant, Declaration
from members.cooperative.signals import member_admitted
from members.messages.models import Message
from tests.factories.cooperative import (
    ApplicationFactory,
    FeeScheduleFactory,
    MembershipFactory,
    ResolutionFactory,
)
from tests.factories.organisations import MunicipalityFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 7, 15)
DECLARATION = Declaration(
    shares=4,
    declarant_name="Erika Beispiel",
    declarant_function="Bürgermeisterin",
    declarant_email="rathaus@stadt.example",
    duty_acknowledged=True,
    statute_received=True,
)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(dt.datetime(2026, 7, 15, 10, tzinfo=dt.UTC), tick=False) as moved:
        yield moved


@pytest.fixture(autouse=True)
def schedule(clock):
    return FeeScheduleFactory()


def apply(municipality=None, **changes):
    town = municipality or MunicipalityFactory(active=False)
    return services.apply_for_membership(
        applicant=Applicant.of(town), declaration=replace(DECLARATION, **changes)
    )


def admit(application, **values):
    return services.admit(application=application, resolution=ResolutionFactory(), **values)


def test_apply_keeps_the_duties_in_the_wording():
    application = apply()
    assert "1.000,00" in application.declaration
    assert "verpflichten uns" in application.declaration


@pytest.mark.parametrize("duty", ["duty_acknowledged", "statute_received"])
def test_apply_without_a_duty_is_refused(duty):
    with pytest.raises(errors.DutiesNotAcknowledged):
        apply(**{duty: False})


def test_apply_with_too_few_shares_names_the_mandatory_number():
    with pytest.raises(errors.TooFewShares, match="3"):
        apply(shares=2)


def test_apply_twice_is_refused():
    town = MunicipalityFactory(active=False)
    apply(town)
    with pytest.raises(errors.ApplicationOpen):
        apply(town)


def test_apply_of_a_member_is_refused():
    with pytest.raises(errors.AlreadyMember):
        apply(MembershipFactory().municipality)


def test_apply_without_schedule_is_refused(schedule):
    schedule.brackets.all().delete()
    schedule.delete()
    with pytest.raises(errors.NoFeeSchedule, match="2026"):
        apply()


def test_admit_enters_member_shares_and_contribution_and_opens_the_tenant():
    membership = admit(apply())
    account = selectors.share_account(membership)
    assert (membership.number, membership.joined_on) == (1, TODAY)
    assert (account.shares, account.further) == (4, 1)
    assert (account.nominal, account.paid) == (Decimal("4000.00"), Decimal("0.00"))
    assert Charge.objects.get().net == Decimal("1200.00")
    membership.municipality.refresh_from_db()
    assert membership.municipality.active
    assert selectors.is_member(membership.municipality, TODAY)


def test_admit_unknown_municipality_adds_it():
    membership = admit(ApplicationFactory(name="Stadt Neuling"))
    assert membership.municipality.name == "Stadt Neuling"


def test_admit_announces_the_member_after_the_commit(django_capture_on_commit_callbacks):
    heard = []
    receiver = lambda **news: heard.append(news)  # noqa: E731
    member_admitted.connect(receiver)
    with django_capture_on_commit_callbacks(execute=True):
        membership = admit(apply())
    member_admitted.disconnect(receiver)
    assert heard[0]["membership_id"] == membership.pk
    assert heard[0]["municipality_id"] == membership.municipality_id


def test_admit_tells_the_declarant_at_once():
    admit(apply())
    message = Message.objects.get(kind="cooperative_admitted")
    assert message.email == "rathaus@stadt.example"
    assert not mail.outbox


def test_admit_twice_is_refused():
    application = apply()
    admit(application)
    with pytest.raises(errors.AlreadyDecided):
        admit(application)


def test_refuse_deletes_who_declared():
    application = apply()
    services.refuse(application=application, resolution=ResolutionFactory(), reason="Kein Platz")
    application.refresh_from_db()
    assert application.state == MembershipApplication.State.REFUSED
    assert not application.declarant_name + application.declarant_email + application.declaration
    assert Message.objects.filter(kind="cooperative_refused").exists()


def test_decision_without_resolution_is_refused_by_the_database():
    application = apply()
    application.state = MembershipApplication.State.ADMITTED
    with pytest.raises(IntegrityError), transaction.atomic():
        application.save()


def test_two_memberships_at_once_are_refused_by_the_database():
    membership = MembershipFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(municipality=membership.municipality)


def test_notice_ends_the_membership_with_the_year_and_closes_the_tenant():
    membership = MembershipFactory()
    services.give_notice(membership=membership, declared_on=TODAY, reason="Gemeindefusion")
    membership.refresh_from_db()
    assert membership.ended_on == dt.date(2026, 12, 31)
    assert selectors.is_member(membership.municipality, membership.ended_on)
    assert not selectors.is_member(membership.municipality, dt.date(2027, 1, 1))
    assert services.close_ended_memberships(dt.date(2026, 12, 31)) == 0
    assert services.close_ended_memberships(dt.date(2027, 1, 1)) == 1
    with pytest.raises(errors.NotAMember):
        services.give_notice(membership=membership, declared_on=TODAY, reason="Noch einmal")


def test_membership_ending_within_a_year_is_refused_by_the_database():
    membership = MembershipFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=membership.pk).update(ended_on=dt.date(2026, 6, 30))


def test_register_shows_members_of_the_day_and_former_ones_at_the_end():
    first = MembershipFactory(number=1, joined_on=dt.date(2026, 1, 1))
    services.give_notice(membership=first, declared_on=dt.date(2026, 2, 1), reason="Kündigung")
    MembershipFactory(number=2, joined_on=dt.date(2026, 7, 1))
    assert [
        entry.membership.number for entry in selectors.member_register(dt.date(2026, 6, 1))
    ] == [1]
    later = selectors.member_register(dt.date(2027, 1, 1))
    assert [(entry.membership.number, entry.is_member) for entry in later] == [
        (2, True),
        (1, False),
    ]


def test_contributions_are_charged_once_per_member_and_year():
    MembershipFactory()
    MembershipFactory(joined_on=dt.date(2026, 11, 1))
    MembershipFactory(joined_on=dt.date(2027, 1, 1))
    assert services.charge_contributions(2026) == services.ContributionRun(2, 0)
    assert services.charge_contributions(2026) == services.ContributionRun(0, 2)
    assert sorted(Charge.objects.values_list("net", flat=True)) == [Decimal("400"), Decimal("2400")]


def test_contribution_once_charged_stays_although_the_population_changes():
    membership = MembershipFactory()
    services.charge_contributions(2026)
    membership.municipality.population = 80_000
    membership.municipality.save()
    assert services.charge_contributions(2026).already_charged == 1


def test_share_payment_beyond_the_shares_is_refused():
    membership = MembershipFactory()
    pay = {"membership": membership, "paid_on": TODAY}
    services.record_share_payment(amount=Decimal("2500"), bank_reference="KA 1", **pay)
    with pytest.raises(errors.TooMuchPaid, match="500,00"):
        services.record_share_payment(amount=Decimal("500.01"), bank_reference="KA 2", **pay)
    with pytest.raises(errors.ReferenceUsed):
        services.record_share_payment(amount=Decimal("1"), bank_reference="KA 1", **pay)
    with pytest.raises(errors.AmountNotPositive):
        services.record_share_payment(amount=Decimal("0"), bank_reference="KA 3", **pay)


def test_share_payment_taken_back_opens_the_shares_again():
    membership = MembershipFactory()
    payment = services.record_share_payment(
        membership=membership, amount=Decimal("3000"), paid_on=TODAY, bank_reference="KA 1"
    )
    services.reverse_share_payment(payment=payment)
    assert selectors.share_account(membership).open == Decimal("3000.00")
    with pytest.raises(errors.ChargeReversed):
        services.reverse_share_payment(payment=payment)
    assert SharePayment.objects.count() == 2


def test_further_shares_need_the_earlier_ones_paid():
    membership = MembershipFactory()
    take = {"membership": membership, "shares": 2, "resolution": ResolutionFactory()}
    with pytest.raises(errors.EarlierSharesUnpaid):
        services.take_further_shares(**take)
    services.record_share_payment(
        membership=membership, amount=Decimal("2000"), paid_on=TODAY, bank_reference="KA 1"
    )
    services.take_further_shares(**take)
    assert selectors.share_account(membership).further == 2


def test_schedule_in_force_is_replaced_and_never_changed(schedule):
    draft = services.copy_schedule(source=schedule, year=2026)
    services.activate_schedule(schedule=draft, resolution=ResolutionFactory())
    schedule.refresh_from_db()
    assert schedule.state == "replaced"
    with pytest.raises(errors.ScheduleInForce):
        services.change_draft(schedule=draft, share_value=Decimal(1), brackets=[])
    with pytest.raises(errors.BracketsDoNotFit):
        services.draft_schedule(
            year=2027,
            share_value=Decimal(1),
            brackets=[services.BracketData(5, None, 1, Decimal(1))],
        )
