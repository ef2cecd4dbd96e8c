"""“My team”: heads see the status of obligations of their people, and nobody else's."""

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campus.kit import dates
from courses.assignments.models import Period
from courses.oversight import rules
from members.deputies.models import Deputyship
from members.people.models import AccessLogEntry
from members.policies.models import Policy
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.policies import PolicyFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
TEAM, PRIVACY = reverse("oversight:team"), reverse("portal:privacy")


def text(response):
    return response.content.decode()


@pytest.fixture
def office():
    """Return a department with one below it and one beside it."""
    top = DepartmentFactory(name="Hauptamt")
    place = {"municipality": top.municipality}
    inner = DepartmentFactory(**place, name="Personal", parent=top)
    beside = DepartmentFactory(**place, name="Bauamt")
    return top, inner, beside


@pytest.fixture
def head(office):
    """Return somebody who leads the department and works in it."""
    job = EmploymentFactory(municipality=office[0].municipality, department=office[0])
    GrantFactory(role=Role.SUPERIOR, department=office[0], user=job.person.user)
    return job.person.user


@pytest.fixture
def people(office):
    """Return somebody of each department, all late with the same obligation."""
    duty = ObligationFactory(municipality=office[0].municipality, course=None, title="Brandschutz")
    jobs = [EmploymentFactory(municipality=one.municipality, department=one) for one in office]
    late = dates.today() - dt.timedelta(days=4)
    for job in jobs:
        PeriodFactory(obligation=duty, employment=job, due_on=late)
    return jobs


def test_head_sees_the_own_department_and_those_below_with_a_warning(client, head, people):
    client.force_login(head)
    page = text(client.get(TEAM))
    own, below, beside = people
    for job in (own, below):
        assert str(job.person) in page
    assert str(beside.person) not in page
    assert str(head.person) not in page.split("</header>")[-1]
    assert "2 Personen auf dieser Seite sind überfällig" in page
    assert "Brandschutz" in page
    assert page.count("kc-badge--danger") == 4
    assert "Mein Team" in text(client.get("/katalog/"))


def test_head_sees_no_warning_where_everybody_is_in_time(client, head, people):
    Period.objects.update(fulfilled_on=dates.today())
    client.force_login(head)
    page = text(client.get(TEAM))
    assert "sind überfällig" not in page
    assert "kc-badge--danger" not in page


def test_who_was_looked_at_reads_who_has_looked(client, head, people):
    client.force_login(head)
    client.get(TEAM)
    entry = AccessLogEntry.objects.get(person=people[0].person)
    assert (entry.what, entry.viewer_role, entry.viewer) == ("team", "superior", head)
    assert entry.municipality == people[0].municipality
    client.force_login(people[0].person.user)
    page = text(client.get(PRIVACY))
    assert "Mein Team: Pflichtkurse und genehmigte Anfragen des eigenen Amts" in page
    assert "Leitung eines Amts" in page


def test_agreement_may_hide_the_team_from_heads(client, head, people):
    PolicyFactory(municipality=people[0].municipality, hidden=["superiors"])
    client.force_login(head)
    page = text(client.get(TEAM))
    assert str(people[0].person) not in page
    assert "Dienstvereinbarung" in page
    assert not AccessLogEntry.objects.exists()


@pytest.mark.parametrize(
    ("first", "last", "sees"), [(-3, 3, True), (0, 0, True), (1, 9, False), (-9, -1, False)]
)
def test_deputy_sees_the_team_on_the_days_of_standing_in(client, head, people, first, last, sees):
    deputy = EmploymentFactory(municipality=people[0].municipality).person.user
    today = dates.today()
    Deputyship.objects.create(
        principal=head,
        deputy=deputy,
        first_day=today + dt.timedelta(days=first),
        last_day=today + dt.timedelta(days=last),
    )
    client.force_login(deputy)
    response = client.get(TEAM)
    assert response.status_code == (200 if sees else 403)
    assert (str(people[1].person) in text(response)) is sees


@pytest.mark.parametrize("role", [Role.HR_MANAGER, Role.DEPARTMENT_HR, Role.APPROVER])
def test_other_roles_have_no_team_of_their_own(client, office, role):
    place = {} if role is Role.HR_MANAGER else {"department": office[0]}
    user = GrantFactory(role=role, municipality=office[0].municipality, **place).user
    assert not rules.leads(user)
    client.force_login(user)
    assert client.get(TEAM).status_code == 403


def test_who_has_left_and_who_comes_later_is_not_in_the_team(head, people):
    day = dates.today()
    people[0].valid_until = day - dt.timedelta(days=1)
    people[1].valid_from = day + dt.timedelta(days=1)
    for job in people[:2]:
        job.save()
    assert not rules.team_of(head).exists()
    assert not rules.team_of(UserFactory()).exists()


def test_head_gets_no_other_page_of_human_resources(client, head, people):
    client.force_login(head)
    for name in ("oversight:matrix", "oversight:late", "assignments:dashboard", "people:list"):
        assert client.get(reverse(name)).status_code == 403


def test_team_costs_as_much_for_many_as_for_few(client, head, people, office):
    def cost():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(TEAM).status_code == 200
        return len(caught)

    client.force_login(head)
    few = cost()
    for _number in range(6):
        duty = ObligationFactory(municipality=office[0].municipality)
        job = EmploymentFactory(municipality=office[0].municipality, department=office[1])
        PeriodFactory(obligation=duty, employment=job)
    assert cost() == few


def test_empty_team_is_no_empty_page(client, head):
    client.force_login(head)
    assert "In Ihrem Amt arbeitet zurzeit niemand" in text(client.get(TEAM))


def test_agreements_of_before_hide_the_team_until_the_staff_council_has_agreed():
    PolicyFactory(hidden=["files"])
    PolicyFactory(hidden=["superiors"])
    found = import_module("members.policies.migrations.0002_heads_of_departments")
    found.hide_from_heads(apps, None)
    assert [one.hidden for one in Policy.objects.order_by("pk")] == [
        ["files", "superiors"],
        ["superiors"],
    ]


def test_page_of_the_department_names_who_leads_it(client, head, office):
    top, inner, _beside = office
    client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=top.municipality).user)
    assert str(head.person) in text(client.get(reverse("people:department", args=[top.pk])))
    page = text(client.get(reverse("people:department", args=[inner.pk])))
    assert "Noch niemand." in page
    assert str(head.person) not in page.split("</header>")[-1]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_several_heads_of_one_department_see_the_same(office, people, count):
    top = office[0]
    heads = [GrantFactory(role=Role.SUPERIOR, department=top).user for _ in range(count + 1)]
    seen = [set(rules.team_of(head)) for head in heads]
    assert all(one == {people[0], people[1]} for one in seen)


def test_head_of_two_departments_sees_both_once(office, people):
    top, inner, beside = office
    user = GrantFactory(role=Role.SUPERIOR, department=top).user
    for unit in (inner, beside):
        GrantFactory(role=Role.SUPERIOR, department=unit, user=user)
    found = list(rules.team_of(user))
    assert len(found) == len(set(found)) == 3
    assert set(found) == set(people)


def test_head_in_two_municipalities_sees_each_as_its_agreement_allows(office, people):
    elsewhere = DepartmentFactory()
    other = EmploymentFactory(municipality=elsewhere.municipality, department=elsewhere)
    user = GrantFactory(role=Role.SUPERIOR, department=office[2]).user
    GrantFactory(role=Role.SUPERIOR, department=elsewhere, user=user)
    assert set(rules.team_of(user)) == {people[2], other}
    PolicyFactory(municipality=elsewhere.municipality, hidden=["superiors"])
    assert set(rules.team_of(user)) == {people[2]}


def test_day_of_fulfilment_is_hidden_from_heads_as_from_human_resources(client, head, people):
    day = dates.today() - dt.timedelta(days=7)
    Period.objects.update(fulfilled_on=day)
    client.force_login(head)
    assert f"am {day:%d.%m.%Y}" in text(client.get(TEAM))
    PolicyFactory(municipality=people[0].municipality, hidden=["fulfilled_on"])
    page = text(client.get(TEAM))
    assert "erfüllt" in page
    assert f"{day:%d.%m.%Y}" not in page


def test_navigation_leads_nobody_else_to_a_team(client, head, people):
    for user, is_there in ((head, True), (people[0].person.user, False)):
        client.force_login(user)
        assert (f'href="{TEAM}"' in text(client.get("/katalog/"))) is is_there


def test_deputy_of_somebody_who_leads_nothing_has_no_team(client, people):
    today = dates.today()
    one, other = (job.person.user for job in people[:2])
    Deputyship.objects.create(principal=one, deputy=other, first_day=today, last_day=today)
    assert not rules.leads(other)
    client.force_login(other)
    assert client.get(TEAM).status_code == 403
