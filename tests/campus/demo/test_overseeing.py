"""The demo has somebody who leads a department, and a view that colleagues may use."""

import pytest

from campus.demo.overseeing import VIEW, add_oversight
from courses.oversight import rules
from courses.oversight.models import SavedView
from members.roles.catalogue import Role
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


def test_human_resources_lead_the_largest_department_and_share_a_view():
    town = MunicipalityFactory()
    small, large = DepartmentFactory.create_batch(2, municipality=town)
    for unit in (small, large, large):
        EmploymentFactory(municipality=town, department=unit)
    user = GrantFactory(role=Role.HR_MANAGER, municipality=town).user
    add_oversight(town)
    assert {job.department for job in rules.team_of(user)} == {large}
    view = SavedView.objects.get()
    assert (view.name, view.is_shared, view.owner) == (VIEW, True, user)
    assert "status=overdue" in view.query


def test_town_without_departments_or_human_resources_stays_as_it_is():
    town = MunicipalityFactory()
    add_oversight(town)
    GrantFactory(role=Role.HR_MANAGER, municipality=town)
    add_oversight(town)
    assert not SavedView.objects.exists()
