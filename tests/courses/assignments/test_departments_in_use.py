"""A department that an obligation or a group names is not removed: it would mean all staff then."""

import pytest
from django.urls import reverse

from campus.kit import dates
from members.groups.models import StaffGroup
from members.people import services
from members.people.errors import DepartmentNamed
from members.people.models import Department
from members.roles.catalogue import Role
from tests.factories.assignments import ObligationFactory
from tests.factories.groups import StaffGroupFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return MunicipalityFactory()


@pytest.fixture
def yard(town):
    return DepartmentFactory(municipality=town, name="Bauhof")


@pytest.mark.parametrize("ended", [False, True])
def test_department_of_an_obligation_stays(town, yard, ended):
    duty = ObligationFactory(municipality=town, ended_at=dates.now() if ended else None)
    duty.departments.add(yard)
    with pytest.raises(DepartmentNamed) as refusal:
        services.remove_department(department=yard)
    assert duty.name in str(refusal.value)
    assert duty.departments.get() == yard


def test_department_of_a_group_stays_until_the_group_names_it_no_more(town, yard):
    group = StaffGroupFactory(municipality=town, name="Leute vom Bauhof")
    group.departments.add(yard)
    with pytest.raises(DepartmentNamed) as refusal:
        services.remove_department(department=yard)
    assert "„Bauhof“ wird genannt von: Leute vom Bauhof." in str(refusal.value)
    group.departments.clear()
    services.remove_department(department=yard)
    assert not Department.objects.exists()
    assert StaffGroup.objects.get() == group


def test_obligation_for_everybody_holds_no_department(town, yard):
    ObligationFactory(municipality=town)
    StaffGroupFactory(municipality=town)
    services.remove_department(department=yard)
    assert not Department.objects.exists()


def test_page_says_for_what_it_is_needed(client, town, yard):
    duty = ObligationFactory(municipality=town)
    duty.departments.add(yard)
    client.force_login(GrantFactory(role=Role.HR_MANAGER, municipality=town).user)
    answer = client.post(reverse("people:department_remove", args=[yard.pk]), follow=True)
    text = answer.content.decode()
    assert duty.name in text
    assert "Sie können es umbenennen" in text
    assert Department.objects.get() == yard
