"""Human resources name who stands in for a head, where that gives nobody more than the town has."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from campus.kit import dates
from members.deputies import rules
from members.deputies.models import Deputyship
from members.messages.models import Message
from members.roles import services as roles
from members.roles.catalogue import Role
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
WEEK = dt.timedelta(days=7)


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def office(town):
    return DepartmentFactory(municipality=town, name="Bauamt")


@pytest.fixture
def held(town, office):
    """Return the task of who leads the office."""
    job = EmploymentFactory(municipality=town, department=office, personnel_number="1001")
    return GrantFactory(user=job.person.user, role=Role.SUPERIOR, department=office)


@pytest.fixture
def colleague(town):
    return EmploymentFactory(municipality=town, personnel_number="4711")


@pytest.fixture
def desk(client, town):
    client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=town).user)
    return client


def page(response):
    return response.content.decode()


def address(held):
    return reverse("deputies:of_head", args=[held.pk])


def name(desk, held, typed="4711", **changes):
    today = dates.today()
    days = {"first_day": today.isoformat(), "last_day": (today + WEEK).isoformat()}
    return desk.post(address(held), {"typed": typed, **days, **changes}, follow=True)


def test_deputy_is_named_shown_and_led_to_from_the_department(desk, held, office, colleague):
    department = reverse("people:department", args=[office.pk])
    assert address(held) in page(desk.get(department))
    shown = page(name(desk, held))
    deputy = colleague.person.user
    assert f"{deputy.get_full_name()} vertritt {held.user.get_full_name()}." in shown
    row = Deputyship.objects.get()
    assert (row.principal, row.deputy) == (held.user, deputy)
    assert deputy.get_full_name() in page(desk.get(department))


def test_head_and_deputy_are_told_and_it_is_noted(desk, held, town, colleague):
    name(desk, held)
    told = Message.objects.get(kind="deputies_named")
    assert told.recipient == held.user
    assert colleague.person.user.get_full_name() in told.subject
    assert Message.objects.get(kind="deputies_appointed").recipient == colleague.person.user
    entry = ModelLogEntry.objects.get(action="deputies.appoint_for_head")
    assert entry.data["head"] == held.user.pk
    assert entry.data["deputy"] == colleague.person.user.pk


def test_deputy_sees_the_team_and_the_head_may_end_it(desk, client, held, colleague):
    name(desk, held)
    client.force_login(colleague.person.user)
    assert client.get(reverse("oversight:team")).status_code == 200
    client.force_login(held.user)
    client.post(reverse("deputies:end", args=[Deputyship.objects.get().pk]))
    assert not Deputyship.objects.exists()


def test_human_resources_end_it_and_the_head_is_told(desk, held, colleague):
    name(desk, held)
    row = Deputyship.objects.get()
    answer = desk.post(reverse("deputies:end_of_head", args=[held.pk, row.pk]), follow=True)
    assert "nicht mehr. Die Leitung erhält eine Nachricht." in page(answer)
    assert not Deputyship.objects.exists()
    assert Message.objects.get(kind="deputies_ended").recipient == held.user
    assert ModelLogEntry.objects.filter(action="deputies.end_for_head").count() == 1


@pytest.mark.parametrize(
    ("typed", "changes", "sentence"),
    [
        ("", {}, "Bitte prüfen Sie Ihre Angaben"),
        ("niemand@example.de", {}, "niemand@example.de"),
        ("1001", {}, "Niemand vertritt sich selbst."),
        ("4711", {"last_day": "2020-01-01"}, "letzte Tag"),
        ("4711", {"first_day": "31.02."}, "31.02."),
    ],
)
def test_bad_input_is_said_in_a_sentence_and_kept(desk, held, colleague, typed, changes, sentence):
    answer = name(desk, held, typed, **changes)
    assert answer.status_code == 400
    assert sentence in page(answer)
    assert f'value="{typed}"' in page(answer) or not typed
    assert not Deputyship.objects.exists()


def test_same_days_twice_are_refused(desk, held, colleague):
    name(desk, held)
    assert "in diesen Tagen schon" in page(name(desk, held))
    assert Deputyship.objects.count() == 1


def test_nobody_of_another_municipality_is_named(desk, held):
    stranger = EmploymentFactory(personnel_number="9999")
    EmploymentFactory(municipality=stranger.municipality, person=held.user.person)
    assert name(desk, held, "9999").status_code == 400
    assert name(desk, held, stranger.person.email).status_code == 400
    assert not Deputyship.objects.exists()


@pytest.mark.parametrize("task", ["hr here", "hr elsewhere", "approver elsewhere"])
def test_head_with_tasks_beyond_names_the_deputy_alone(desk, held, town, colleague, task):
    place = town if task == "hr here" else MunicipalityFactory()
    if task == "approver elsewhere":
        there = DepartmentFactory(municipality=place)
        GrantFactory(user=held.user, role=Role.APPROVER, department=there)
    else:
        GrantFactory(user=held.user, role=Role.HR_MANAGER, municipality=place)
    assert "benennt sie nur diese Person selbst" in page(desk.get(address(held)))
    assert not rules.may_be_named_for(held.user, town)
    answer = name(desk, held)
    assert answer.status_code == 400
    assert "benennt sie nur diese Person selbst" in page(answer)
    row = Deputyship.objects.create(
        principal=held.user,
        deputy=colleague.person.user,
        first_day=dates.today(),
        last_day=dates.today(),
    )
    desk.post(reverse("deputies:end_of_head", args=[held.pk, row.pk]))
    assert Deputyship.objects.count() == 1


def test_approver_of_the_same_town_may_be_stood_in_for(desk, held, town, office, colleague):
    GrantFactory(user=held.user, role=Role.APPROVER, department=office)
    assert rules.may_be_named_for(held.user, town)
    name(desk, held)
    assert Deputyship.objects.exists()


def test_only_heads_of_the_own_town_have_this_page(desk, held, office):
    foreign = GrantFactory(role=Role.SUPERIOR, department=DepartmentFactory())
    approver = GrantFactory(role=Role.APPROVER, department=office)
    for one in (foreign, approver):
        assert desk.get(address(one)).status_code == 404
    other = Deputyship.objects.create(
        principal=foreign.user,
        deputy=held.user,
        first_day=dates.today(),
        last_day=dates.today(),
    )
    end = reverse("deputies:end_of_head", args=[held.pk, other.pk])
    assert desk.post(end).status_code == 404


def test_department_costs_as_much_with_many_heads_as_with_one(desk, held, office, town, colleague):
    def cost():
        with CaptureQueriesContext(connection) as caught:
            assert desk.get(reverse("people:department", args=[office.pk])).status_code == 200
        return len(caught)

    name(desk, held)
    few = cost()
    for _number in range(3):
        job = EmploymentFactory(municipality=town, department=office)
        more = GrantFactory(user=job.person.user, role=Role.SUPERIOR, department=office)
        name(desk, more)
    assert cost() == few


@pytest.mark.parametrize("begins", [0, 3])
def test_who_becomes_hr_keeps_no_deputy_that_hr_has_named(
    desk, held, town, colleague, begins, django_capture_on_commit_callbacks
):
    first = dates.today() + dt.timedelta(days=begins)
    name(desk, held, first_day=first.isoformat())
    with django_capture_on_commit_callbacks(execute=True):
        roles.grant(user=held.user, role=Role.HR_MANAGER, municipality=town, granted_by=None)
    assert not Deputyship.objects.exists()
    told = Message.objects.get(kind="deputies_ended")
    assert told.recipient == held.user
    assert "Ihre Aufgaben haben sich geändert" in told.body
    entry = ModelLogEntry.objects.get(action="deputies.end_for_head")
    assert (entry.user, entry.data["deputy"]) == (None, colleague.person.user.pk)


def test_task_in_the_own_town_and_what_heads_name_end_nothing(
    desk, client, held, town, office, colleague, django_capture_on_commit_callbacks
):
    name(desk, held)
    with django_capture_on_commit_callbacks(execute=True):
        roles.grant(
            user=held.user,
            role=Role.APPROVER,
            municipality=town,
            department=office,
            granted_by=None,
        )
    assert Deputyship.objects.get().named_in == town
    Deputyship.objects.update(named_in=None)
    with django_capture_on_commit_callbacks(execute=True):
        roles.grant(user=held.user, role=Role.HR_MANAGER, municipality=town, granted_by=None)
    assert Deputyship.objects.count() == 1
