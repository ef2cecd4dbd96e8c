"""A town with a depot, its head, and an obligation that heads may assign."""

import pytest

from campus.kit import dates
from courses.oversight.models import Handed
from members.roles.catalogue import Role
from tests.factories.assignments import ObligationFactory, PeriodFactory
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
def head(town, depot):
    job = EmploymentFactory(municipality=town, department=depot)
    GrantFactory(role=Role.SUPERIOR, department=depot, user=job.person.user)
    return job.person.user


@pytest.fixture
def people(town, depot):
    return EmploymentFactory.create_batch(2, municipality=town, department=depot)


@pytest.fixture
def stranger(town):
    return EmploymentFactory(municipality=town)


@pytest.fixture
def duty(town, stranger):
    """Return an obligation of one person elsewhere, which heads may assign."""
    row = ObligationFactory(
        municipality=town,
        course=None,
        title="Leiterprüfung",
        due_start="assignment",
        due_on=None,
        due_amount=30,
    )
    row.people.add(stranger)
    PeriodFactory(obligation=row, employment=stranger, due_on=dates.today())
    Handed.objects.create(obligation=row)
    return row
