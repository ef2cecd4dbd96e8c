"""Human resources may let heads know whom they have reminded: name, obligation, deadline."""

import datetime as dt

import pytest
from django.urls import reverse

from campus.kit import dates
from courses.oversight import services
from members.deputies.models import Deputyship
from members.messages.models import Message
from members.people.models import AccessLogEntry
from members.policies.sights import Sight
from members.policies.words import VIEWS
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.policies import PolicyFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
REMIND = "/personal/ueberfaellig/erinnern/"
WEEK = dt.timedelta(days=7)


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def office(town):
    return DepartmentFactory(municipality=town, name="Bauamt")


@pytest.fixture
def head(office):
    job = EmploymentFactory(municipality=office.municipality, department=office)
    GrantFactory(user=job.person.user, role=Role.SUPERIOR, department=office)
    return job.person.user


@pytest.fixture
def manager(client, town):
    user = GrantFactory(role=Role.HR_MANAGER, municipality=town).user
    client.force_login(user)
    return user


def late_one(office, **facts):
    due = dates.today() - WEEK
    obligation = ObligationFactory(municipality=office.municipality, due_on=due)
    job = facts.pop("job", None) or EmploymentFactory(
        municipality=office.municipality, department=office
    )
    return PeriodFactory(obligation=obligation, employment=job, assigned_on=due - WEEK, **facts)


def copies():
    return Message.objects.filter(kind="oversight_copied")


def remind(client, *turns, **more):
    sent = {"turn": [one.pk for one in turns], "schritt": "senden", "text": "Geheim", **more}
    return client.post(REMIND, sent, follow=True)


def test_head_reads_name_obligation_and_deadline_but_not_the_words(client, manager, office, head):
    turn = late_one(office)
    page = remind(client, turn, kopie="1")
    message = copies().get()
    assert message.recipient == head
    assert message.subject == "Heute erinnert: 1 überfällige Pflicht in Ihrem Amt"
    assert str(turn.employment.person) in message.body
    assert turn.obligation.name in message.body
    assert f"{turn.due_on:%d.%m.%Y}" in message.body
    assert "Geheim" not in message.body
    assert message.link == reverse("oversight:team")
    assert "1 Amtsleitung hat eine Kopie." in page.text


def test_without_the_tick_and_by_the_single_button_no_head_is_told(client, manager, office, head):
    remind(client, late_one(office))
    client.post(REMIND, {"nur": late_one(office).pk, "kopie": "1"})
    assert not copies().exists()


def test_each_head_reads_the_own_people_in_one_message(client, manager, town, office, head):
    other = DepartmentFactory(municipality=town)
    user = UserFactory()
    GrantFactory(user=user, role=Role.SUPERIOR, department=other)
    mine, theirs = [late_one(office), late_one(office)], late_one(other)
    page = remind(client, *mine, theirs, kopie="1")
    by_reader = {one.recipient: one.body for one in copies()}
    assert by_reader.keys() == {head, user}
    assert all(str(one.employment.person) in by_reader[head] for one in mine)
    assert str(theirs.employment.person) not in by_reader[head]
    assert "2 Amtsleitungen haben eine Kopie." in page.text


def test_who_was_reminded_today_already_is_not_told_of_again(client, manager, office, head):
    turn = late_one(office)
    remind(client, turn, kopie="1")
    remind(client, turn, kopie="1")
    assert copies().count() == 1


def test_nobody_reads_a_copy_on_themselves(client, manager, office, head):
    own = late_one(office, job=head.person.employments.get())
    page = remind(client, own, kopie="1")
    assert not copies().exists()
    assert "Keine Amtsleitung bekam eine Kopie" in page.text


def test_who_stands_in_reads_it_too(client, manager, office, head):
    deputy = EmploymentFactory(municipality=office.municipality, department=office).person.user
    today = dates.today()
    Deputyship.objects.create(principal=head, deputy=deputy, first_day=today, last_day=today + WEEK)
    remind(client, late_one(office), kopie="1")
    assert {one.recipient for one in copies()} == {head, deputy}


def test_works_agreement_that_hides_it_from_superiors_forbids_the_copy(
    client, manager, town, office, head
):
    PolicyFactory(municipality=town, hidden=[Sight.SUPERIORS.value])
    turn = late_one(office)
    page = client.post(REMIND, {"turn": [turn.pk]}).text
    assert 'name="kopie"' not in page
    assert "zeigt Vorgesetzten nicht, wer überfällig ist" in page
    remind(client, turn, kopie="1")
    assert not copies().exists()


def test_whoever_was_named_can_read_that(client, manager, office, head):
    turn = late_one(office)
    remind(client, turn, kopie="1")
    entry = AccessLogEntry.objects.get(person=turn.employment.person, what="late_copy")
    assert (entry.viewer, entry.viewer_role) == (head, Role.SUPERIOR.value)
    assert "late_copy" in VIEWS


def test_foreign_turns_are_told_to_nobody(town, office, head):
    foreign = late_one(DepartmentFactory())
    assert services.copy_to_heads(municipality=town, turns=[foreign.pk]) == 0
    assert services.copy_to_heads(municipality=town, turns=[]) == 0
    assert not copies().exists()


def test_what_is_fulfilled_meanwhile_is_not_told(town, office, head):
    done = late_one(office, fulfilled_on=dates.today())
    assert services.copy_to_heads(municipality=town, turns=[done.pk]) == 0
