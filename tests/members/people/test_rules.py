"""Who looks after which staff: the single rule and the list agree."""

import pytest

from members.people import rules
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    town = MunicipalityFactory()
    top = DepartmentFactory(municipality=town)
    low = DepartmentFactory(municipality=town, parent=top)
    beside = DepartmentFactory(municipality=town)
    jobs = {
        "top": EmploymentFactory(municipality=town, department=top),
        "low": EmploymentFactory(municipality=town, department=low),
        "beside": EmploymentFactory(municipality=town, department=beside),
        "none": EmploymentFactory(municipality=town, department=None),
        "foreign": EmploymentFactory(),
    }
    return town, top, jobs


@pytest.mark.parametrize(
    ("role", "wanted"),
    [
        (Role.HR_MANAGER, {"top", "low", "beside", "none"}),
        (Role.DEPARTMENT_HR, {"top", "low"}),
        (Role.CONTACT_PERSON, set()),
        (Role.APPROVER, set()),
        (Role.OFFICE, set()),
        (Role.BOARD, set()),
        (Role.ADMINISTRATOR, set()),
        (Role.AUTHOR, set()),
        (Role.TUTOR, set()),
    ],
)
def test_manageable_jobs_follow_the_role(places, role, wanted):
    town, top, jobs = places
    place = {
        Role.HR_MANAGER: {"municipality": town},
        Role.CONTACT_PERSON: {"municipality": town},
        Role.DEPARTMENT_HR: {"department": top},
        Role.APPROVER: {"department": top},
    }.get(role, {})
    user = GrantFactory(role=role, **place).user
    assert {name for name, job in jobs.items() if rules.may_manage_job(user, job)} == wanted
    assert set(rules.manageable_jobs(user)) == {jobs[name] for name in wanted}
    assert rules.may_enter_staff(user) is bool(wanted)


@pytest.mark.parametrize(
    ("role", "grantable"),
    [
        (Role.OFFICE, set(Role)),
        (
            Role.PROVIDER_OWNER,
            {Role.PROVIDER_OWNER, Role.AUTHOR, Role.REVIEWER, Role.TUTOR, Role.ANALYST},
        ),
        (Role.TUTOR, set()),
        (Role.HR_MANAGER, set()),
        (Role.ADMINISTRATOR, set(Role)),
    ],
)
def test_grantable_roles_follow_the_role(role, grantable):
    user = GrantFactory(role=role).user
    assert set(rules.grantable_roles(user)) == grantable
    assert rules.may_enter_access(user) is bool(grantable)


def test_nobody_without_role_looks_after_anybody():
    assert not rules.manageable_jobs(UserFactory()).exists()
    assert not rules.staff_municipalities(UserFactory()).exists()
