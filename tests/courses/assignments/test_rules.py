"""Who sees and sets which obligations: a matrix of roles."""

import pytest

from courses.assignments import rules
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def departments(town):
    return DepartmentFactory.create_batch(2, municipality=town)


def holder(role, town, departments):
    """Return somebody with a role in the town, for the first department if it is one of those."""
    if role is None:
        return UserFactory()
    places = {"department": departments[0]} if role is Role.DEPARTMENT_HR else {}
    if role in (Role.HR_MANAGER, Role.CONTACT_PERSON):
        places = {"municipality": town}
    return GrantFactory(role=role, **places).user


@pytest.mark.parametrize(
    ("role", "manages", "sees", "staff"),
    [
        (None, False, False, 0),
        (Role.HR_MANAGER, True, True, 2),
        (Role.DEPARTMENT_HR, False, True, 1),
        (Role.CONTACT_PERSON, False, False, 0),
        (Role.OFFICE, False, False, 0),
        (Role.BOARD, False, False, 0),
        (Role.ADMINISTRATOR, False, False, 0),
        (Role.PROVIDER_OWNER, False, False, 0),
    ],
)
def test_role_sees_its_staff_and_manages_its_town(town, departments, role, manages, sees, staff):
    for department in departments:
        EmploymentFactory(municipality=town, department=department)
    user = holder(role, town, departments)

    assert rules.may_manage(user, town) is manages
    assert rules.may_see(user) is sees
    assert rules.visible_staff(user, town).count() == staff


def test_department_hr_sees_only_what_concerns_the_own_department(town, departments):
    own, foreign = (
        PeriodFactory(
            obligation=ObligationFactory(municipality=town),
            employment=EmploymentFactory(municipality=town, department=department),
        ).obligation
        for department in departments
    )
    user = holder(Role.DEPARTMENT_HR, town, departments)

    assert list(rules.visible_obligations(user)) == [own]
    assert not rules.manageable_obligations(user).exists()
    assert list(rules.visible_departments(user, town)) == [departments[0]]
    assert foreign not in rules.visible_obligations(user)


def test_foreign_hr_manager_sees_nothing(town, departments):
    PeriodFactory(obligation=ObligationFactory(municipality=town))
    user = GrantFactory(role=Role.HR_MANAGER).user

    assert not rules.visible_obligations(user).exists()
    assert not rules.visible_staff(user, town).exists()
