"""A works agreement narrows what human resources see: matrix, file, lists, own page."""

import datetime as dt

import pytest
from django.urls import reverse

from campus.kit import dates
from courses.assignments import rules, selectors
from members.roles.catalogue import Role
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.policies import PolicyFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db

MATRIX = reverse("oversight:matrix")
FILE = reverse("oversight:matrix_csv")


@pytest.fixture
def job():
    """Return a job in a department."""
    department = DepartmentFactory()
    return EmploymentFactory(department=department, municipality=department.municipality)


@pytest.fixture
def period(job):
    """Return an obligation that was fulfilled ten days ago."""
    obligation = ObligationFactory(municipality=job.municipality)
    done = dates.today() - dt.timedelta(days=10)
    return PeriodFactory(obligation=obligation, employment=job, fulfilled_on=done, version_number=7)


@pytest.fixture
def hr(client, job):
    """Sign in human resources."""
    user = GrantFactory(role=Role.HR_MANAGER, municipality=job.municipality).user
    client.force_login(user)
    return user


def cell(period):
    """Return the only cell of the matrix."""
    [row] = selectors.matrix([period.employment], [period.obligation], dates.today())
    return row.cells[0]


@pytest.mark.parametrize(
    ("hidden", "field"), [("fulfilled_on", "fulfilled_on"), ("version", "version_number")]
)
def test_hidden_sight_is_not_selected(period, hidden, field):
    assert getattr(cell(period), field)
    PolicyFactory(municipality=period.obligation.municipality, hidden=[hidden])
    assert getattr(cell(period), field) is None
    assert cell(period).status == "fulfilled"


def test_day_of_fulfilment_leaves_page_and_file(client, hr, period):
    day = f"{period.fulfilled_on:%d.%m.%Y}"
    assert day in client.get(MATRIX).content.decode()
    assert day in client.get(FILE).content.decode()
    PolicyFactory(municipality=period.obligation.municipality, hidden=["fulfilled_on"])
    assert day not in client.get(MATRIX).content.decode()
    assert day not in client.get(FILE).content.decode()


def test_person_sees_the_very_cell_that_the_employer_sees(period):
    PolicyFactory(municipality=period.obligation.municipality, hidden=["fulfilled_on", "version"])
    [own] = selectors.visible_rows_for(period.employment.person, dates.today())
    assert (own.fulfilled_on, own.version_number) == (None, None)


def test_file_is_gone_where_the_agreement_forbids_it(client, hr, period):
    assert FILE in client.get(MATRIX).content.decode()
    PolicyFactory(municipality=period.obligation.municipality, hidden=["files"])
    assert FILE not in client.get(MATRIX).content.decode()
    assert client.get(FILE).status_code == 403


def test_training_officer_sees_nothing_where_the_agreement_says_so(client, job, period):
    officer = GrantFactory(role=Role.DEPARTMENT_HR, department=job.department).user
    client.force_login(officer)
    assert client.get(MATRIX).status_code == 200
    PolicyFactory(municipality=job.municipality, hidden=["department_officers"])
    assert client.get(MATRIX).status_code == 403
    assert client.get(reverse("assignments:detail", args=[period.obligation_id])).status_code == 404
    assert not rules.may_see(officer)
    assert not rules.visible_staff(officer, job.municipality).exists()


def test_human_resources_keep_the_matrix_where_officers_lose_it(client, hr, period):
    PolicyFactory(municipality=period.obligation.municipality, hidden=["department_officers"])
    assert client.get(MATRIX).status_code == 200


def test_agreement_of_another_town_changes_nothing(period):
    PolicyFactory(hidden=["fulfilled_on", "version", "files"])
    assert cell(period).fulfilled_on


def test_matrix_costs_one_query_more_for_any_number_of_people(period, django_assert_num_queries):
    jobs = [
        PeriodFactory(
            obligation=period.obligation,
            employment=EmploymentFactory(municipality=period.obligation.municipality),
        ).employment
        for _ in range(4)
    ]
    with django_assert_num_queries(2):
        selectors.matrix([period.employment, *jobs], [period.obligation], dates.today())
