"""Requests while somebody is away: who sees them, who is told, and when they are told again."""

import datetime as dt

import pytest
from django.urls import reverse

from campus.kit import dates
from courses.enrolment import news, rules, services
from courses.enrolment.models import Enrolment
from courses.enrolment.states import State
from members.deputies.services import appoint
from members.messages.models import Message
from members.roles.catalogue import Role
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.people import EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def asked():
    """Return a request that waits."""
    offer = OfferFactory(approval_needed=True)
    return EnrolmentFactory(offer=offer, state=State.REQUESTED, confirmed_at=None)


@pytest.fixture
def boss(asked):
    """Return who decides on it."""
    job = EmploymentFactory(
        municipality=asked.employment.municipality, department=asked.employment.department
    )
    return GrantFactory(
        user=job.person.user, role=Role.APPROVER, department=asked.employment.department
    ).user


@pytest.fixture
def deputy(boss, asked):
    """Return who stands in this week."""
    job = EmploymentFactory(municipality=asked.employment.municipality)
    appoint(
        principal=boss,
        typed=job.person.email,
        first_day=dates.today(),
        last_day=dates.today() + 6 * DAY,
    )
    Message.objects.all().delete()
    return job.person.user


def test_deputy_sees_and_decides_what_waits(asked, deputy, client):
    client.force_login(deputy)
    text = client.get(reverse("approvals:list")).content.decode()
    assert str(asked.person) in text
    client.post(reverse("approvals:decide", args=[asked.registration]), {"decision": "approve"})
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == (State.CONFIRMED, deputy)


def test_deputy_decides_nothing_when_the_days_are_over(asked, deputy):
    with dates.moved_clock(dates.now() + 7 * DAY):
        assert not rules.may_open_approvals(deputy)
        assert not rules.may_decide(deputy, asked)


def test_both_may_decide(asked, boss, deputy):
    assert rules.may_decide(boss, asked)
    assert rules.may_decide(deputy, asked)


def test_deputy_sees_neither_own_requests_nor_those_of_whom_they_stand_in_for(asked, boss, deputy):
    for user in (boss, deputy):
        Enrolment.objects.filter(pk=asked.pk).update(person=user.person)
        assert not rules.decidable_by(deputy).exists()


def test_role_of_the_absent_is_written_into_the_log_of_looks(deputy):
    assert rules.acting_role(deputy) == Role.APPROVER


def test_both_are_told_of_a_new_request_once(asked, boss, deputy):
    news.tell_approvers(asked)
    news.tell_approvers(asked)
    told = {message.recipient for message in Message.objects.all()}
    assert told == {boss, deputy}
    assert Message.objects.count() == 2


def test_who_asks_is_not_told_as_a_deputy(asked, deputy):
    Enrolment.objects.filter(pk=asked.pk).update(person=deputy.person)
    asked.refresh_from_db()
    assert deputy not in news.approvers_of(asked)


def test_those_who_decide_learn_that_a_request_was_withdrawn(asked, boss):
    services.withdraw(enrolment=asked, by=asked.person.user)
    message = Message.objects.get(recipient=boss)
    assert message.kind == news.WITHDRAWN.kind
    assert "Es ist nichts mehr zu entscheiden." in message.body


def test_place_on_the_waiting_list_is_left_without_a_message(asked, boss):
    Enrolment.objects.filter(pk=asked.pk).update(state=State.WAITING)
    services.withdraw(enrolment=asked, by=asked.person.user)
    assert not Message.objects.exists()


@pytest.mark.parametrize(("approved", "count"), [(True, 1), (False, 0)])
def test_those_who_decide_learn_that_an_approved_seat_was_given_back(asked, boss, approved, count):
    asked.offer.approval_needed = approved
    asked.offer.save()
    Enrolment.objects.filter(pk=asked.pk).update(state=State.CONFIRMED, confirmed_at=dates.now())
    services.cancel(enrolment=asked, by=asked.person.user)
    assert Message.objects.filter(kind=news.GIVEN_BACK.kind).count() == count
