"""A town with a depot, and how several things are chosen for it."""

import datetime as dt

import pytest

from campus.kit import dates
from courses.bundles import services
from courses.bundles.planning import Choice, Plan, things_of
from members.roles.catalogue import Role
from tests.factories.enrolment import OfferFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def hr(town):
    return GrantFactory(role=Role.HR_MANAGER, municipality=town).user


@pytest.fixture
def depot(town):
    return DepartmentFactory(municipality=town, name="Bauhof")


@pytest.fixture
def jobs(town, depot):
    """Two people in the depot and one elsewhere."""
    inside = EmploymentFactory.create_batch(2, municipality=town, department=depot)
    return [*inside, EmploymentFactory(municipality=town, position="Hausmeister")]


@pytest.fixture
def course():
    return OfferFactory().course


TERMS = {
    "legal_basis": "§ 12 ArbSchG",
    "due_start": "assignment",
    "due_amount": 30,
    "due_unit": "days",
    "starts_on": None,
    "due_on": None,
    "valid_months": 12,
}


@pytest.fixture
def choose(town):
    """Choose things for sets of people; nobody named means all staff."""

    def chosen(courses=(), versions=(), proofs=(), *, carries=True, terms=None, **sets):
        whole = {"departments": [], "positions": [], "groups": [], "people": [], **sets}
        return Choice(
            municipality=town,
            things=things_of(courses, versions, proofs),
            sets=whole,
            terms={**TERMS, **(terms or {})},
            carries=carries,
        )

    return chosen


@pytest.fixture
def values(course, depot):
    """Return what somebody fills into the form; one proof is named twice."""
    return {
        "courses": [course.pk],
        "proofs": "Erste Hilfe\nerste hilfe",
        "departments": [depot.pk],
        "legal_basis": "§ 12 ArbSchG",
        "due_start": "assignment",
        "due_amount": "30",
        "due_unit": "days",
        "carries": "on",
    }


@pytest.fixture
def assign(hr):
    """Confirm a choice as it would be seen now."""

    def confirmed(choice):
        return services.assign_together(choice=choice, stamp=Plan(choice, hr).stamp, by=hr)

    return confirmed


@pytest.fixture
def later():
    """Return what moves the clock past the time of undoing."""
    return lambda: dates.moved_clock(dates.now() + dt.timedelta(minutes=11))
