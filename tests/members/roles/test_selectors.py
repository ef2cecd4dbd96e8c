"""Who may act where; answers cost one query per user."""

import pytest
from django.contrib.auth.models import AnonymousUser

from campus.kit import dates
from members.roles import selectors, services
from members.roles.catalogue import NEEDS_SECOND_FACTOR, Role
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MunicipalityFactory, ProviderFactory
from tests.factories.people import DepartmentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


def test_has_role_at_another_place_is_denied():
    grant = GrantFactory(role=Role.HR_MANAGER)
    user = grant.user
    assert selectors.has_role(user, Role.HR_MANAGER)
    assert selectors.has_role(user, Role.HR_MANAGER, municipality=grant.municipality)
    assert not selectors.has_role(user, Role.HR_MANAGER, municipality=MunicipalityFactory())
    assert not selectors.has_role(user, Role.CONTACT_PERSON, municipality=grant.municipality)


def test_has_role_of_a_provider_is_denied_for_another():
    grant = GrantFactory(role=Role.AUTHOR)
    assert selectors.has_role(grant.user, Role.AUTHOR, provider=grant.provider)
    assert not selectors.has_role(grant.user, Role.AUTHOR, provider=ProviderFactory())


def test_has_role_of_a_department_covers_all_below_and_none_beside():
    top = DepartmentFactory()
    middle = DepartmentFactory(municipality=top.municipality, parent=top)
    low = DepartmentFactory(municipality=top.municipality, parent=middle)
    beside = DepartmentFactory(municipality=top.municipality)
    user = GrantFactory(role=Role.DEPARTMENT_HR, department=middle).user
    covered = [
        place
        for place in (top, middle, low, beside)
        if selectors.has_role(user, Role.DEPARTMENT_HR, department=place)
    ]
    assert covered == [middle, low]
    assert set(selectors.departments_with(user, Role.DEPARTMENT_HR)) == {middle, low}
    assert not selectors.departments_with(user, Role.APPROVER).exists()


@pytest.mark.parametrize("state", ["revoked", "inactive", "anonymous"])
def test_has_role_without_a_grant_in_force_is_denied(state):
    grant = GrantFactory(revoked_at=dates.now() if state == "revoked" else None)
    user = AnonymousUser() if state == "anonymous" else grant.user
    if state == "inactive":
        user.is_active = False
    assert not selectors.has_role(user, Role.HR_MANAGER)
    assert not selectors.has_any(user, *Role)
    assert not selectors.municipalities_with(user, Role.HR_MANAGER).exists()
    assert not selectors.needs_second_factor(user)


def test_questions_about_one_user_cost_one_query(django_assert_num_queries):
    grant = GrantFactory()
    user = type(grant.user).objects.get(pk=grant.user_id)
    with django_assert_num_queries(1):
        for role in Role:
            selectors.has_role(user, role)
        selectors.has_any(user, Role.HR_MANAGER, Role.OFFICE)
        selectors.needs_second_factor(user)


def test_municipalities_and_providers_with_a_role_are_only_the_granted_ones():
    grant = GrantFactory(role=Role.HR_MANAGER)
    MunicipalityFactory()
    author = GrantFactory(role=Role.AUTHOR, user=grant.user)
    ProviderFactory()
    wanted = (Role.HR_MANAGER, Role.AUTHOR)
    assert list(selectors.municipalities_with(grant.user, *wanted)) == [grant.municipality]
    assert list(selectors.providers_with(grant.user, *wanted)) == [author.provider]


def test_holders_are_the_open_accounts_with_the_role_there():
    grant = GrantFactory()
    GrantFactory(municipality=grant.municipality, user=UserFactory(is_active=False))
    GrantFactory(municipality=grant.municipality, revoked_at=dates.now())
    GrantFactory()
    found = selectors.holders(Role.HR_MANAGER, municipality=grant.municipality)
    assert list(found) == [grant.user]
    assert selectors.holders(Role.HR_MANAGER).count() == 2
    author = GrantFactory(role=Role.AUTHOR)
    assert list(selectors.holders(Role.AUTHOR, provider=author.provider)) == [author.user]


@pytest.mark.parametrize("role", list(Role))
def test_needs_second_factor_follows_the_catalogue(role):
    user = GrantFactory(role=role).user
    assert selectors.needs_second_factor(user) is (role in NEEDS_SECOND_FACTOR)


def test_needs_second_factor_for_a_superuser_without_grants_is_true():
    assert selectors.needs_second_factor(UserFactory(is_superuser=True))
    assert not selectors.needs_second_factor(UserFactory())


@pytest.mark.parametrize(
    ("roles", "needed"),
    [
        ((), False),
        ((Role.CONTACT_PERSON,), False),
        ((Role.APPROVER,), False),
        ((Role.CONTACT_PERSON, Role.APPROVER), False),
        ((Role.CONTACT_PERSON, Role.HR_MANAGER), True),
        ((Role.APPROVER, Role.DEPARTMENT_HR), True),
        ((Role.BOARD,), True),
        ((Role.AUTHOR,), True),
    ],
)
def test_needs_second_factor_by_all_roles_together(roles, needed):
    user = UserFactory()
    for role in roles:
        GrantFactory(role=role, user=user)
    assert selectors.needs_second_factor(user) is needed


def test_needs_second_factor_ends_with_the_last_grant_that_calls_for_it():
    grant = GrantFactory(role=Role.BOARD)
    assert selectors.needs_second_factor(grant.user)
    services.revoke(grant=grant, revoked_by=None)
    selectors.forget_cached_grants(grant.user)
    assert not selectors.needs_second_factor(grant.user)


def test_questions_about_departments_cost_two_queries_however_deep_the_tree(
    django_assert_num_queries,
):
    top = low = DepartmentFactory()
    for _level in range(6):
        low = DepartmentFactory(municipality=top.municipality, parent=low)
    grant = GrantFactory(role=Role.DEPARTMENT_HR, department=top)
    user = type(grant.user).objects.get(pk=grant.user_id)
    with django_assert_num_queries(2):
        for _time in range(3):
            assert selectors.has_role(user, Role.DEPARTMENT_HR, department=low)
            assert not selectors.has_role(user, Role.APPROVER, department=low)
    assert len(selectors.granted_department_ids(user, Role.DEPARTMENT_HR)) == 7


def test_departments_of_two_towns_stay_apart():
    mine, foreign = DepartmentFactory(), DepartmentFactory()
    child = DepartmentFactory(municipality=foreign.municipality, parent=foreign)
    user = GrantFactory(role=Role.APPROVER, department=mine).user
    assert selectors.granted_department_ids(user, Role.APPROVER) == {mine.pk}
    assert not selectors.has_role(user, Role.APPROVER, department=child)
    assert not selectors.has_role(
        user, Role.APPROVER, municipality=foreign.municipality, department=mine
    )


def test_departments_of_two_grants_that_overlap_are_each_listed_once():
    top = DepartmentFactory()
    low = DepartmentFactory(municipality=top.municipality, parent=top)
    user = GrantFactory(role=Role.APPROVER, department=top).user
    GrantFactory(role=Role.APPROVER, department=low, user=user)
    found = selectors.departments_with(user, Role.APPROVER)
    assert sorted(row.pk for row in found) == sorted([top.pk, low.pk])


def test_grants_in_force_cost_one_query_for_three_and_twelve(django_assert_num_queries):
    for number in (3, 9):
        for _grant in range(number):
            GrantFactory(role=Role.DEPARTMENT_HR)
        with django_assert_num_queries(1):
            shown = [
                (str(row), str(row.user), row.municipality.name, row.granted_by)
                for row in selectors.grants_in_force()
            ]
    assert len(shown) == 12


def test_grants_in_force_leave_out_ended_ones_and_closed_accounts():
    kept = GrantFactory()
    GrantFactory(revoked_at=dates.now())
    GrantFactory(user=UserFactory(is_active=False))
    assert list(selectors.grants_in_force()) == [kept]
