"""Who works in two departments stands in both, is counted once, and is told of to both heads."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campus.kit import dates
from courses.assignments import rules as assignment_rules
from courses.oversight import lists, rules, selectors, services, sums
from courses.oversight.models import Handed
from courses.oversight.selectors import Column
from courses.oversight.sums import Besides, Sum
from members.messages.models import Message
from members.people import selectors as people
from members.people import services as staff
from members.policies.sights import MAXIMUM
from members.roles.catalogue import Role
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory, FurtherPostFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
MATRIX, TEAM = reverse("oversight:matrix"), reverse("oversight:team")
SUMS, LATE = reverse("oversight:departments"), reverse("oversight:late")


def ago(count):
    return dates.today() - dt.timedelta(days=count)


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def desk(town):
    return DepartmentFactory(municipality=town, name="Bürgeramt")


@pytest.fixture
def office(town):
    return DepartmentFactory(municipality=town, name="Standesamt")


@pytest.fixture
def job(town, desk, office):
    """Return somebody with the main place at the desk and a further post in the office."""
    found = EmploymentFactory(
        municipality=town, department=desk, person__last_name="Halbe", valid_from=ago(400)
    )
    FurtherPostFactory(employment=found, department=office)
    return found


@pytest.fixture
def duty(town, job):
    """Return an obligation with which the person is late, and a colleague of the office, too."""
    found = ObligationFactory(municipality=town, course=None, title="Brandschutz")
    type(found).objects.update(created_at=dates.now() - dt.timedelta(days=300))
    PeriodFactory(obligation=found, employment=job, due_on=ago(4), assigned_on=ago(90))
    return found


def signed_in(client, role, **place):
    user = GrantFactory(role=role, **place).user
    client.force_login(user)
    return user


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def test_matrix_of_a_department_shows_whoever_has_a_post_there(client, town, office, desk, duty):
    signed_in(client, Role.HR_MANAGER, municipality=town)
    EmploymentFactory(municipality=town, person__last_name="Andere")
    for department in (office, desk):
        page = text(client.get(MATRIX, {"amt": department.pk}))
        assert "Halbe" in page and "Andere" not in page
        assert "Bürgeramt, Standesamt" in page


def test_whole_matrix_names_everybody_once_with_all_departments(client, town, duty):
    signed_in(client, Role.HR_MANAGER, municipality=town)
    page = text(client.get(MATRIX))
    assert page.count("Halbe") == 1
    assert "Bürgeramt, Standesamt" in page


def test_files_name_what_the_screen_names(client, town, duty):
    signed_in(client, Role.HR_MANAGER, municipality=town)
    saved = client.get(reverse("oversight:matrix_csv")).content.decode()
    assert "Bürgeramt, Standesamt" in saved


@pytest.mark.parametrize(
    ("where", "shown", "hidden"),
    [("Standesamt", "Standesamt", "Bürgeramt"), ("Bürgeramt", "Bürgeramt", "Standesamt")],
)
def test_training_officer_reads_the_own_department_only(client, town, duty, where, shown, hidden):
    department = people.departments_of(town).get(name=where)
    signed_in(client, Role.DEPARTMENT_HR, department=department)
    for address in (MATRIX, LATE):
        page = text(client.get(address))
        assert "Halbe" in page and shown in page
        assert hidden not in page


def test_page_of_an_obligation_follows_the_same_rule(client, office, duty):
    user = signed_in(client, Role.DEPARTMENT_HR, department=office)
    page = text(client.get(reverse("assignments:detail", args=[duty.pk])))
    assert "Halbe" in page and "Standesamt" in page
    assert "Bürgeramt" not in page
    assert assignment_rules.visible_obligations(user).get() == duty


def test_officer_sees_nothing_once_the_post_is_over(client, office, job, duty):
    job.further_posts.update(valid_until=ago(1))
    user = signed_in(client, Role.DEPARTMENT_HR, department=office)
    assert "Halbe" not in text(client.get(MATRIX))
    assert not assignment_rules.visible_obligations(user).exists()


@pytest.mark.parametrize("where", ["Standesamt", "Bürgeramt"])
def test_head_of_either_department_sees_the_person(client, town, duty, where):
    hidden = {"Standesamt": "Bürgeramt", "Bürgeramt": "Standesamt"}[where]
    signed_in(client, Role.SUPERIOR, department=people.departments_of(town).get(name=where))
    page = text(client.get(TEAM))
    assert "Halbe" in page and where in page
    assert hidden not in page


def test_head_of_both_sees_the_person_once(town, desk, office, job):
    user = GrantFactory(role=Role.SUPERIOR, department=desk).user
    GrantFactory(role=Role.SUPERIOR, department=office, user=user)
    assert list(rules.team_of(user)) == [job]
    assert rules.team_departments(user) == {desk.pk, office.pk}


def test_sums_show_the_person_in_each_department_and_count_once(client, town, desk, office, duty):
    signed_in(client, Role.HR_MANAGER, municipality=town)
    other = EmploymentFactory(municipality=town, department=office)
    PeriodFactory(obligation=duty, employment=other, due_on=dates.today() + dt.timedelta(days=90))
    context = client.get(SUMS).context
    counted = {branch.name: branch.total for branch, _query in context["rows"]}
    assert counted == {"Bürgeramt": Sum(1, 1, 0, 1), "Standesamt": Sum(2, 2, 0, 1)}
    assert context["total"] == Sum(2, 2, 0, 1)


def test_branch_with_both_places_counts_the_person_once(client, town, desk, office, duty):
    top = DepartmentFactory(municipality=town, name="Bürgerdienste")
    for one in (desk, office):
        one.parent = top
        one.save()
    signed_in(client, Role.HR_MANAGER, municipality=town)
    counted = {one.name: one.total.people for one, _query in client.get(SUMS).context["rows"]}
    assert counted == {"Bürgerdienste": 1, "Bürgeramt": 1, "Standesamt": 1}


def test_total_of_an_officer_counts_whoever_is_shown(client, office, duty):
    signed_in(client, Role.DEPARTMENT_HR, department=office)
    context = client.get(SUMS).context
    assert [one.total for one, _query in context["rows"]] == [Sum(1, 1, 0, 1)]
    assert context["total"] == Sum(1, 1, 0, 1)


@pytest.mark.parametrize(
    ("main", "further", "counts"),
    [(1, {2}, True), (2, {1}, False), (None, {2, 9}, True), (1, {3}, False)],
)
def test_who_counts_in_a_branch_besides(main, further, counts):
    assert Besides(main, frozenset(further), Sum()).counts_in({2}) is counts


def test_earlier_day_shows_the_posts_of_that_day(town, desk, office, job, duty):
    here = people.staff_of(town)
    for back, shown in ((180, "Bürgeramt, Standesamt"), (181, "Bürgeramt")):
        (line,) = selectors.jobs(here, ago(back))
        assert line.department == shown
        assert selectors.working_in(here, {office.pk}, ago(back)).exists() is (back == 180)
        assert selectors.working_in(here, {desk.pk}, ago(back)).exists()


def test_earlier_day_is_counted_with_the_posts_of_that_day(town, desk, office, job, duty):
    staff.end_post(post=job.further_posts.get(), last_day=ago(10), ended_by=None)
    here, units = people.staff_of(town), selectors.departments(_hr(town), town)
    for back, wanted in ((9, 0), (10, 1), (80, 1)):
        day = ago(back)
        own = sums.sums(here, [Column(duty.pk, "Brandschutz")], day)
        others = sums.besides(here, [Column(duty.pk, "Brandschutz")], day)
        counted = {one.name: one.total.people for one in sums.branches(units, own, others)}
        assert counted == {"Bürgeramt": 1, "Standesamt": wanted}


def _hr(town):
    return GrantFactory(role=Role.HR_MANAGER, municipality=town).user


def test_place_of_a_day_that_has_become_a_further_post_since(town, desk, office, job):
    staff.make_main(post=job.further_posts.get(), by=None)
    (now,) = selectors.jobs(people.staff_of(town), dates.today())
    (before,) = selectors.jobs(people.staff_of(town), ago(1))
    assert (now.department, before.department) == ("Standesamt, Bürgeramt", "Bürgeramt, Standesamt")


def test_list_of_the_late_names_all_departments(town, job, duty):
    chosen = [Column(duty.pk, "Brandschutz")]
    keys = lists.late_keys(people.staff_of(town), chosen)
    (row,) = lists.late_turns(keys, chosen, MAXIMUM)
    assert row.job.department == "Bürgeramt, Standesamt"


def test_ladder_tells_the_heads_of_all_departments_once(town, desk, office, job, duty):
    both = GrantFactory(role=Role.SUPERIOR, department=desk).user
    GrantFactory(role=Role.SUPERIOR, department=office, user=both)
    second = GrantFactory(role=Role.SUPERIOR, department=office).user
    services.set_ladder(municipality=town, superior_after=1, personnel_after=None)
    services.escalate()
    told = list(
        Message.objects.filter(kind="oversight_escalated").values_list("recipient", flat=True)
    )
    assert sorted(told) == sorted([both.pk, second.pk])


@pytest.mark.parametrize("address", [MATRIX, SUMS, LATE])
def test_queries_do_not_depend_on_how_many_have_further_posts(client, town, office, duty, address):
    signed_in(client, Role.HR_MANAGER, municipality=town)
    client.get(address)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(address)
        return len(found)

    few = queries()
    for _number in range(8):
        other = EmploymentFactory(municipality=town)
        FurtherPostFactory(employment=other, department=office)
        PeriodFactory(obligation=duty, employment=other, due_on=ago(3))
    assert queries() == few


def test_queries_of_a_team_do_not_depend_on_how_many_have_further_posts(client, town, office, duty):
    signed_in(client, Role.SUPERIOR, department=office)
    client.get(TEAM)
    with CaptureQueriesContext(connection) as few:
        client.get(TEAM)
    for _number in range(8):
        FurtherPostFactory(employment=EmploymentFactory(municipality=town), department=office)
    with CaptureQueriesContext(connection) as many:
        client.get(TEAM)
    # Each look is noted for somebody who was not seen before.
    assert len(many) <= len(few) + 1


@pytest.mark.parametrize("step", ["", "preview"])
def test_head_who_assigns_reads_the_own_department_only(client, town, desk, office, job, step):
    head = signed_in(client, Role.SUPERIOR, department=office)
    duty = ObligationFactory(municipality=town, course=None, title="Leiterprüfung")
    duty.people.add(EmploymentFactory(municipality=town))
    Handed.objects.create(obligation=duty)
    address, chosen = reverse("oversight:hand_on"), {"obligation": duty.pk, "people": [job.pk]}
    page = text(client.post(address, {**chosen, "step": step}) if step else client.get(address))
    assert str(job.person) in page and "Standesamt" in page
    assert "Bürgeramt" not in page
    assert rules.team_departments(head) == {office.pk}
