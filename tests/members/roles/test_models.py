"""The database keeps a grant at the kind of place its role is for, and only one in force."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from campus.kit import dates
from members.roles.catalogue import SCOPE_OF, Role, Scope
from members.roles.models import Grant
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MunicipalityFactory, ProviderFactory
from tests.factories.people import DepartmentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
PLACES = {
    Scope.PLATFORM: (),
    Scope.PROVIDER: ("provider",),
    Scope.MUNICIPALITY: ("municipality",),
    Scope.DEPARTMENT: ("municipality", "department"),
}


def place(*names):
    department = DepartmentFactory()
    every = {
        "municipality": department.municipality,
        "department": department,
        "provider": ProviderFactory(),
    }
    return {name: every[name] for name in names}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("scope", list(Scope))
def test_grant_is_stored_only_at_the_places_of_its_role(role, scope):
    grant = Grant(user=UserFactory(), role=role.value, **place(*PLACES[scope]))
    if SCOPE_OF[role] is scope:
        grant.save()
        return
    with pytest.raises(IntegrityError), transaction.atomic():
        grant.save()


@pytest.mark.parametrize(
    "names",
    [("department",), ("municipality", "provider"), ("municipality", "department", "provider")],
)
def test_grant_at_a_mixture_of_places_is_refused_by_the_database(names):
    for role in Role:
        with pytest.raises(IntegrityError), transaction.atomic():
            Grant.objects.create(user=UserFactory(), role=role.value, **place(*names))


@pytest.mark.parametrize("role", list(Role))
def test_grant_in_force_twice_is_refused_by_the_database(role):
    grant = GrantFactory(role=role)
    again = {
        "user": grant.user,
        "role": role.value,
        "municipality": grant.municipality,
        "department": grant.department,
        "provider": grant.provider,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(**again)
    Grant.objects.create(**again, revoked_at=dates.now())
    Grant.objects.create(**{**again, "user": UserFactory()})


def test_grant_is_refused_in_german_by_the_form():
    wrong = Grant(user=UserFactory(), role=Role.OFFICE, municipality=MunicipalityFactory())
    with pytest.raises(ValidationError, match="andere Art von Ort"):
        wrong.validate_constraints()
    held = GrantFactory(role=Role.OFFICE)
    with pytest.raises(ValidationError, match="bereits"):
        Grant(user=held.user, role=Role.OFFICE).validate_constraints()


def test_grant_in_words_names_role_and_place():
    assert "Stadt Wort" in str(GrantFactory(municipality=MunicipalityFactory(name="Stadt Wort")))
    office = GrantFactory(role=Role.OFFICE)
    assert str(office) == office.get_role_display()
