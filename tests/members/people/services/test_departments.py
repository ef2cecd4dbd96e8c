"""The tree of departments stays a tree of one municipality."""

import datetime as dt

import pytest
from django.db.models import ProtectedError

from campus.kit import dates
from members.people import selectors, services
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


def chain(length):
    """Return departments each below the one before."""
    departments = [DepartmentFactory()]
    for _ in range(length - 1):
        above = departments[-1]
        departments.append(DepartmentFactory(municipality=above.municipality, parent=above))
    return departments


def move(department, parent):
    return services.change_department(
        department=department, name=department.name, parent=parent, cost_centre=""
    )


@pytest.mark.parametrize("depth", [0, 1, 2, 3])
def test_move_below_any_department_below_is_refused_and_changes_nothing(depth):
    departments = chain(4)
    with pytest.raises(DepartmentInItself) as refusal:
        move(departments[0], departments[depth])
    departments[0].refresh_from_db()
    assert departments[0].parent is None
    assert str(refusal.value).startswith("Ein Amt kann nicht zu sich selbst")


def test_move_takes_everything_below_along():
    departments = chain(3)
    beside = DepartmentFactory(municipality=departments[0].municipality)
    move(departments[1], beside)
    assert set(selectors.department_tree_ids(beside)) == {
        beside.pk,
        departments[1].pk,
        departments[2].pk,
    }
    assert selectors.department_tree_ids(departments[0]) == [departments[0].pk]


def test_move_up_from_the_bottom_to_the_top_is_taken():
    departments = chain(3)
    move(departments[2], departments[0])
    move(departments[1], departments[2])
    rows = selectors.department_rows(departments[0].municipality)
    assert [(row.department, row.depth, row.level) for row in rows] == [
        (departments[0], 0, 1),
        (departments[2], 1, 2),
        (departments[1], 2, 3),
    ]


def test_move_below_a_department_of_another_town_is_refused():
    with pytest.raises(DepartmentNotThere) as refusal:
        move(DepartmentFactory(), DepartmentFactory())
    assert "anderen Kommune" in str(refusal.value)


@pytest.mark.parametrize("name", ["Bauhof", "BAUHOF", "bauhof"])
def test_rename_to_a_used_name_is_refused_but_the_own_in_other_letters_is_taken(name):
    bauhof = DepartmentFactory(name="Bauhof")
    other = DepartmentFactory(municipality=bauhof.municipality)
    with pytest.raises(DepartmentNameTaken) as refusal:
        services.change_department(department=other, name=name, parent=None, cost_centre="")
    assert f"mit dem Namen „{name}“" in str(refusal.value)
    services.change_department(department=bauhof, name=name, parent=None, cost_centre="")
    bauhof.refresh_from_db()
    assert bauhof.name == name


def test_remove_with_somebody_who_has_left_is_refused_so_that_the_past_stays_true():
    job = EmploymentFactory(valid_until=dates.today() - dt.timedelta(days=1))
    with pytest.raises(DepartmentInUse) as refusal:
        services.remove_department(department=job.department)
    assert f"Zu „{job.department.name}“ gehören noch Mitarbeitende" in str(refusal.value)
    with pytest.raises(ProtectedError):
        job.department.delete()


def test_rows_count_todays_staff_of_each_department_only():
    top, low = chain(2)
    today = dates.today()
    for end in (None, today, today - dt.timedelta(days=1)):
        EmploymentFactory(municipality=top.municipality, department=low, valid_until=end)
    rows = selectors.department_rows(top.municipality)
    assert [(row.department, row.staff) for row in rows] == [(top, 0), (low, 2)]


def test_rows_of_many_departments_cost_two_queries(django_assert_num_queries):
    departments = chain(12)
    with django_assert_num_queries(2):
        assert len(selectors.department_rows(departments[0].municipality)) == 12
