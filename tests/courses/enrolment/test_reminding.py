"""Whoever decides is reminded of all that waits: after some working days, then once a week."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campus.kit import dates
from courses.enrolment import news, services
from courses.enrolment.models import Enrolment
from courses.enrolment.states import State
from members.deputies.models import Deputyship
from members.messages import selectors as messages
from members.messages.models import Message
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
# A Monday without a holiday in any Land for weeks before and after.
MONDAY = dt.datetime(2026, 2, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def depot():
    return DepartmentFactory()


@pytest.fixture
def boss(depot):
    job = EmploymentFactory(municipality=depot.municipality, department=depot)
    return GrantFactory(user=job.person.user, role=Role.APPROVER, department=depot).user


@pytest.fixture
def ask(depot):
    """Let somebody of the depot ask for a course on a day."""

    def asked(at=MONDAY, **facts):
        job = EmploymentFactory(municipality=depot.municipality, department=depot)
        row = EnrolmentFactory(
            employment=job,
            offer=OfferFactory(approval_needed=True),
            state=State.REQUESTED,
            confirmed_at=None,
            **facts,
        )
        Enrolment.objects.filter(pk=row.pk).update(requested_at=at)
        row.refresh_from_db()
        return row

    return asked


def run(day):
    """Let the round of a day run twice, as after a restart."""
    with dates.moved_clock(day):
        return services.remind_approvers() + services.remind_approvers()


def reminders(**of):
    return Message.objects.filter(kind=news.REMINDED.kind, **of)


@pytest.mark.parametrize(
    ("days", "count"),
    [(0, 0), (2, 0), (3, 1), (4, 1), (9, 1), (10, 2), (16, 2), (17, 3)],
    ids=str,
)
def test_first_after_three_working_days_then_every_week(ask, boss, days, count):
    ask()
    for day in range(days + 1):
        run(MONDAY + day * DAY)
    assert reminders(recipient=boss).count() == count


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("2026-02-04", "2026-02-09"),
        ("2026-02-06", "2026-02-11"),
        ("2026-04-02", "2026-04-09"),
        ("2026-04-30", "2026-05-06"),
    ],
)
def test_weekends_and_holidays_do_not_count(ask, boss, asked, told):
    begin = dt.datetime.fromisoformat(f"{asked}T09:00+00:00")
    wanted = dt.datetime.fromisoformat(f"{told}T09:00+00:00")
    ask(begin)
    assert run(wanted - DAY) == 0
    assert run(wanted) == 1


def test_one_message_lists_all_that_waits_oldest_first(ask, boss):
    young, old = ask(MONDAY + 2 * DAY), ask()
    run(MONDAY + 3 * DAY)
    message = reminders().get()
    assert "2 Anfragen" in message.subject
    assert message.link == reverse("approvals:list")
    lines = [line for line in message.body.splitlines() if line.startswith("- ")]
    assert [str(row.person) in line for row, line in zip((old, young), lines, strict=True)] == [
        True,
        True,
    ]
    assert "angefragt am 02.02.2026" in lines[0]
    assert old.offer.course.title in lines[0]
    assert "benennen Sie eine Vertretung" in message.body


def test_one_request_is_told_in_the_singular(ask, boss):
    ask()
    run(MONDAY + 3 * DAY)
    assert "1 Anfrage" in reminders().get().subject


def test_new_request_does_not_bring_a_second_message_in_the_same_week(ask, boss):
    ask()
    run(MONDAY + 3 * DAY)
    ask(MONDAY + DAY)
    assert run(MONDAY + 4 * DAY) == 0
    assert run(MONDAY + 10 * DAY) == 1


@pytest.mark.parametrize("state", [State.CONFIRMED, State.REJECTED, State.WITHDRAWN, State.WAITING])
def test_what_is_decided_is_not_reminded_of(ask, boss, state):
    Enrolment.objects.filter(pk=ask().pk).update(state=state)
    assert run(MONDAY + 30 * DAY) == 0


def test_everybody_who_decides_gets_one_message(ask, boss, depot):
    second = GrantFactory(role=Role.APPROVER, department=depot).user
    ask(), ask()
    assert run(MONDAY + 3 * DAY) == 2
    assert {one.recipient for one in reminders()} == {boss, second}


@pytest.mark.parametrize(("first", "last", "told"), [(3, 3, 2), (0, 9, 2), (4, 9, 1), (0, 2, 1)])
def test_who_stands_in_that_day_is_reminded_too(ask, boss, first, last, told):
    ask()
    deputy = UserFactory()
    Deputyship.objects.create(
        principal=boss,
        deputy=deputy,
        first_day=(MONDAY + first * DAY).date(),
        last_day=(MONDAY + last * DAY).date(),
    )
    assert run(MONDAY + 3 * DAY) == told
    assert reminders(recipient=deputy).exists() is (told == 2)


def test_without_an_approver_human_resources_are_reminded(ask, depot):
    hr = GrantFactory(role=Role.HR_MANAGER, municipality=depot.municipality).user
    ask()
    run(MONDAY + 3 * DAY)
    assert reminders().get().recipient == hr


def test_who_asks_is_never_reminded_of_the_own_request(ask, boss):
    Enrolment.objects.filter(pk=ask().pk).update(person=boss.person)
    assert run(MONDAY + 3 * DAY) == 0


def test_last_message_of_a_kind_is_known_by_account(boss):
    other = UserFactory()
    with dates.moved_clock(MONDAY):
        news.remind(boss, [], MONDAY.date())
    with dates.moved_clock(MONDAY + DAY):
        news.remind(boss, [], (MONDAY + DAY).date())
    found = messages.last_told(news.REMINDED.kind, [boss.pk, other.pk])
    assert found == {boss.pk: MONDAY + DAY}


def test_last_messages_are_read_at_once(boss):
    with CaptureQueriesContext(connection) as caught:
        messages.last_told(news.REMINDED.kind, [boss.pk, UserFactory.build().pk or 0])
    assert len(caught) == 1
