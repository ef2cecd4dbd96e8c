"""Roles are given once, taken back by date, and decide the Wagtail groups."""

import pytest
from django.db import IntegrityError, transaction

from members.roles import selectors, services
from members.roles.catalogue import SCOPE_OF, Role, Scope
from members.roles.errors import LastAdministrator, WrongPlace
from members.roles.models import Grant
from members.roles.signals import grants_changed
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MunicipalityFactory, ProviderFactory
from tests.factories.people import DepartmentFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", list(Role))
def test_grant_role_with_the_place_of_its_scope_is_stored(role):
    place = {
        Scope.PLATFORM: dict,
        Scope.PROVIDER: lambda: {"provider": ProviderFactory()},
        Scope.MUNICIPALITY: lambda: {"municipality": MunicipalityFactory()},
        Scope.DEPARTMENT: lambda: {"department": DepartmentFactory()},
    }[SCOPE_OF[role]]()
    user = UserFactory()
    grant = services.grant(user=user, role=role, **place)
    assert selectors.has_role(user, role)
    if SCOPE_OF[role] is Scope.DEPARTMENT:
        assert grant.municipality == place["department"].municipality


@pytest.mark.parametrize("role", list(Role))
def test_grant_role_with_a_foreign_kind_of_place_is_refused(role):
    wrong = (
        {"municipality": MunicipalityFactory()}
        if SCOPE_OF[role] is not Scope.MUNICIPALITY
        else {"provider": ProviderFactory()}
    )
    with pytest.raises(WrongPlace):
        services.grant(user=UserFactory(), role=role, **wrong)


def test_grant_given_twice_stays_one():
    user, town = UserFactory(), MunicipalityFactory()
    first = services.grant(user=user, role=Role.HR_MANAGER, municipality=town)
    assert services.grant(user=user, role=Role.HR_MANAGER, municipality=town) == first
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(user=user, role=Role.HR_MANAGER, municipality=town)


def test_revoke_grant_ends_it_and_keeps_who_did_it():
    grant, office = GrantFactory(), UserFactory()
    assert selectors.has_role(grant.user, Role.HR_MANAGER)
    ended = services.revoke(grant=grant, revoked_by=office)
    again = services.revoke(grant=grant, revoked_by=None)
    assert (again.revoked_at, again.revoked_by) == (ended.revoked_at, office)
    user = type(grant.user).objects.get(pk=grant.user_id)
    assert not selectors.has_role(user, Role.HR_MANAGER)


def test_grant_after_revoke_is_a_new_row():
    grant = GrantFactory()
    services.revoke(grant=grant, revoked_by=None)
    renewed = services.grant(user=grant.user, role=Role.HR_MANAGER, municipality=grant.municipality)
    assert renewed.pk != grant.pk


def test_revoke_last_office_is_refused():
    last = GrantFactory(role=Role.OFFICE)
    with pytest.raises(LastAdministrator):
        services.revoke(grant=last, revoked_by=None)
    GrantFactory(role=Role.OFFICE)
    assert services.revoke(grant=last, revoked_by=None).revoked_at


def test_grant_author_joins_the_group_of_the_provider_and_leaves_it_again():
    provider, user = ProviderFactory(slug="hs-nord"), UserFactory()
    grant = services.grant(user=user, role=Role.AUTHOR, provider=provider)
    group = user.groups.get()
    assert group.name == "provider:hs-nord:author"
    assert user.has_perm("wagtailadmin.access_admin")
    services.revoke(grant=grant, revoked_by=None)
    assert not user.groups.exists()


def test_derive_groups_leaves_groups_of_others_alone():
    user = UserFactory()
    user.groups.create(name="Moderators of something else")
    grant = services.grant(user=user, role=Role.EDITOR)
    assert set(user.groups.values_list("name", flat=True)) == {
        "Moderators of something else",
        "editors",
    }
    services.revoke(grant=grant, revoked_by=None)
    assert user.groups.count() == 1


def test_grant_administrator_makes_a_superuser_until_revoked():
    user = UserFactory()
    grant = services.grant(user=user, role=Role.ADMINISTRATOR)
    user.refresh_from_db()
    assert user.is_superuser is True
    services.revoke(grant=grant, revoked_by=None)
    user.refresh_from_db()
    assert user.is_superuser is False


def test_grant_announces_the_roles_held_now(django_capture_on_commit_callbacks):
    heard = []

    def listen(sender, user, roles, **kwargs):
        heard.append((user, roles))

    grants_changed.connect(listen)
    user = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        services.grant(user=user, role=Role.BOARD)
        services.grant(user=user, role=Role.BOARD)
    grants_changed.disconnect(listen)
    assert heard == [(user, [Role.BOARD])]
