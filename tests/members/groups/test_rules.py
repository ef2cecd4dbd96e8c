"""Who defines groups, and among whom members are seen."""

import pytest

from members.groups import rules
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def depot(town):
    return DepartmentFactory(municipality=town)


@pytest.fixture
def staff(town, depot):
    """Somebody in the depot, somebody below it, somebody elsewhere in the town."""
    below = DepartmentFactory(municipality=town, parent=depot)
    return [
        EmploymentFactory(municipality=town, department=depot),
        EmploymentFactory(municipality=town, department=below),
        EmploymentFactory(municipality=town),
    ]


@pytest.mark.parametrize(
    ("role", "enters", "defines", "sees"),
    [
        (Role.HR_MANAGER, True, True, 3),
        (Role.DEPARTMENT_HR, True, False, 2),
        (Role.CONTACT_PERSON, False, False, 0),
        (Role.APPROVER, False, False, 0),
        (Role.STAFF_COUNCIL, False, False, 0),
    ],
)
def test_roles_define_and_see(town, depot, staff, role, enters, defines, sees):
    by_department = role in (Role.DEPARTMENT_HR, Role.APPROVER)
    place = {"department": depot} if by_department else {}
    user = GrantFactory(role=role, municipality=town, **place).user
    assert rules.may_enter(user) is enters
    assert rules.may_define(user, town) is defines
    assert list(rules.places(user)) == ([town] if enters else [])
    assert list(rules.places_to_define(user)) == ([town] if defines else [])
    assert set(rules.visible_staff(user, town)) == set(staff[:sees])


def test_role_elsewhere_opens_nothing_here(town, staff):
    user = GrantFactory(role=Role.HR_MANAGER, municipality=MunicipalityFactory()).user
    assert not rules.may_define(user, town)
    assert town not in rules.places(user)
    assert not rules.visible_staff(user, town).exists()


def test_without_a_role_nothing_is_seen(town, staff):
    user = UserFactory()
    assert not rules.may_enter(user)
    assert not rules.visible_staff(user, town).exists()
