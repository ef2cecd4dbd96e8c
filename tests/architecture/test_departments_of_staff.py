"""No list of staff forgets further posts: all ask one rule, or say that the main place pays."""

import re

import pytest

from courses.assignments import audiences
from courses.assignments import rules as obligations
from courses.bookings import rules as bookings
from courses.enrolment import rules as enrolments
from courses.oversight import rules as oversight
from courses.oversight import selectors as matrix
from members.groups import rules as groups
from members.groups import selectors as group_lists
from members.people import rules as staff
from members.people import selectors as people
from members.people.models import Employment
from members.people.selectors import StaffFilter
from members.roles.catalogue import Role
from tests.architecture.source import product_modules
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.groups import StaffGroupFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory, FurtherPostFactory
from tests.factories.roles import GrantFactory

# The rule itself; and posts of one person, which are no list of staff.
ALLOWED = {"members/people/places.py", "members/people/rules.py"}
BY_DEPARTMENT = re.compile(r"department(?:_id)?__in\s*=|\bjob\.department in\b")


@pytest.mark.parametrize("module", product_modules(), ids=lambda module: module.name)
def test_staff_are_chosen_by_department_in_one_place(module):
    if module.name not in ALLOWED:
        assert not BY_DEPARTMENT.findall(module.text)


@pytest.fixture
def world(db):
    """Return somebody with the main place at a desk and a further post in an office."""
    job = EmploymentFactory(department__name="Bürgeramt")
    job.municipality = job.department.municipality
    job.save()
    office = DepartmentFactory(municipality=job.municipality, name="Standesamt")
    FurtherPostFactory(employment=job, department=office)
    EmploymentFactory(municipality=job.municipality)
    duty = ObligationFactory(municipality=job.municipality)
    duty.departments.add(office)
    PeriodFactory(obligation=duty, employment=job)
    return {"job": job, "town": job.municipality, "office": office, "duty": duty}


def officer(world, role=Role.DEPARTMENT_HR, at="office"):
    where = world["office"] if at == "office" else world["job"].department
    return GrantFactory(role=role, department=where).user


def members_of_a_group(world):
    group = StaffGroupFactory(
        municipality=world["town"], position_words="", in_departments=[world["office"]]
    )
    [rule] = group_lists.rules_of([group], world["town"])
    return group_lists.members_by(rule, people.staff_of(world["town"]))


ANY_PLACE = {
    "staff of a department": lambda w: people.staff_of(w["town"], department=w["office"]),
    "list of staff": lambda w: people.filtered(
        Employment.objects.all(), StaffFilter(department=w["office"])
    ),
    "pages of people": lambda w: staff.manageable_jobs(officer(w)),
    "members of groups": lambda w: groups.visible_staff(officer(w), w["town"]),
    "rule of a group": members_of_a_group,
    "matrix": lambda w: obligations.visible_staff(officer(w), w["town"]),
    "matrix of a department": lambda w: matrix.working_in(
        people.staff_of(w["town"]), {w["office"].pk}, matrix.dates.today()
    ),
    "team": lambda w: oversight.team_of(officer(w, Role.SUPERIOR)),
    "audience": lambda w: audiences.concerned_staff(w["duty"]),
}


@pytest.mark.parametrize("ask", ANY_PLACE.values(), ids=ANY_PLACE)
def test_list_knows_further_posts(world, ask):
    assert list(ask(world)) == [world["job"]]


def test_obligations_are_seen_by_who_answers_for_a_further_post(world):
    assert list(obligations.visible_obligations(officer(world))) == [world["duty"]]


@pytest.mark.parametrize(("at", "counts"), [("office", 0), ("desk", 1)])
def test_who_books_and_approves_is_who_pays(world, at, counts):
    EnrolmentFactory(
        offer=OfferFactory(approval_needed=True),
        employment=world["job"],
        person=world["job"].person,
        state="requested",
        confirmed_at=None,
    )
    user = officer(world, at=at)
    assert bookings.staff(user, world["town"]).count() == counts
    assert enrolments.decidable_by(user).count() == counts
