"""The tree of departments stays a tree of one municipality."""

import pytest

from members.people import services
from members.people.errors import (
    DepartmentInItself,
    DepartmentInUse,
    DepartmentNameTaken,
    DepartmentNotThere,
)
from members.people.models import Department
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory

pytestmark = pytest.mark.django_db


def test_add_department_below_another():
    top = DepartmentFactory()
    low = services.add_department(
        municipality=top.municipality, name="Bauhof", parent=top, cost_centre="7711"
    )
    assert (low.parent, low.cost_centre) == (top, "7711")


def test_add_department_of_a_used_name_is_refused_in_one_town_only():
    bauhof = DepartmentFactory(name="Bauhof")
    services.add_department(municipality=MunicipalityFactory(), name="Bauhof")
    with pytest.raises(DepartmentNameTaken):
        services.add_department(municipality=bauhof.municipality, name="bauhof")


def test_add_department_below_one_of_another_town_is_refused():
    with pytest.raises(DepartmentNotThere):
        services.add_department(
            municipality=MunicipalityFactory(), name="Bauhof", parent=DepartmentFactory()
        )


def test_change_department_never_goes_below_itself():
    top = DepartmentFactory()
    low = DepartmentFactory(municipality=top.municipality, parent=top)
    for parent in (top, low):
        with pytest.raises(DepartmentInItself):
            services.change_department(department=top, name="X", parent=parent, cost_centre="")
    services.change_department(department=low, name=low.name, parent=None, cost_centre="1")
    low.refresh_from_db()
    assert low.parent is None


def test_remove_department_with_staff_or_children_is_refused():
    job = EmploymentFactory()
    top = DepartmentFactory()
    low = DepartmentFactory(municipality=top.municipality, parent=top)
    for department in (job.department, top):
        with pytest.raises(DepartmentInUse):
            services.remove_department(department=department)
    services.remove_department(department=low)
    services.remove_department(department=top)
    assert list(Department.objects.all()) == [job.department]
