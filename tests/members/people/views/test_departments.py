"""HR arranges its own departments."""

import pytest

from members.people.models import Department
from tests.factories.people import DepartmentFactory, EmploymentFactory

pytestmark = pytest.mark.django_db
PAGE = "/personal/mitarbeitende/aemter/"


def test_departments_show_the_tree_with_staff(
    client, hr, town, bauhof, django_assert_max_num_queries
):
    low = DepartmentFactory(municipality=town, parent=bauhof, name="Winterdienst")
    DepartmentFactory(municipality=town, name="Archiv")
    EmploymentFactory(municipality=town, department=low)
    with django_assert_max_num_queries(11):
        rows = client.get(PAGE).context["rows"]
    assert [(row.department.name, row.depth, row.staff) for row in rows] == [
        ("Archiv", 0, 0),
        ("Bauhof", 0, 0),
        ("Winterdienst", 1, 1),
    ]


def test_add_and_change_a_department(client, hr, bauhof):
    assert client.get(f"{PAGE}neu/").status_code == 200
    client.post(f"{PAGE}neu/", {"name": "Winterdienst", "parent": bauhof.pk})
    low = Department.objects.get(name="Winterdienst")
    assert client.get(f"{PAGE}{low.pk}/").status_code == 200
    client.post(f"{PAGE}{low.pk}/", {"name": "Sommerdienst", "parent": "", "cost_centre": "7"})
    low.refresh_from_db()
    assert (low.name, low.parent, low.cost_centre) == ("Sommerdienst", None, "7")


@pytest.mark.parametrize(("name", "status"), [("", 400), ("bauhof", 409)])
def test_add_without_or_with_a_used_name_is_refused(client, hr, bauhof, name, status):
    assert client.post(f"{PAGE}neu/", {"name": name}).status_code == status


def test_change_below_itself_is_refused(client, hr, town, bauhof):
    low = DepartmentFactory(municipality=town, parent=bauhof)
    response = client.post(f"{PAGE}{bauhof.pk}/", {"name": "Bauhof", "parent": low.pk})
    assert response.status_code == 400


def test_remove_asks_and_refuses_where_staff_belongs(client, hr, town, bauhof):
    page = f"{PAGE}{bauhof.pk}/entfernen/"
    job = EmploymentFactory(municipality=town, department=bauhof)
    assert client.get(page).status_code == 200
    client.post(page)
    assert Department.objects.filter(pk=bauhof.pk).exists()
    job.delete()
    client.post(page)
    assert not Department.objects.filter(pk=bauhof.pk).exists()


@pytest.mark.parametrize("path", ["", "entfernen/"])
def test_a_foreign_department_does_not_exist(client, hr, path):
    assert client.get(f"{PAGE}{DepartmentFactory().pk}/{path}").status_code == 404


def test_training_officer_may_not_change_departments(client, bauhof_hr, bauhof):
    assert client.get(f"{PAGE}{bauhof.pk}/").status_code == 403
