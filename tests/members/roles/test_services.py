"""Roles are given once, taken back by date, and decide the Wagtail groups."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from campus.kit.dates import moved_clock
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


def test_grant_for_a_department_of_another_municipality_is_refused():
    """Otherwise the training officer of one town would reach into another."""
    department = DepartmentFactory()
    with pytest.raises(WrongPlace):
        services.grant(
            user=UserFactory(),
            role=Role.DEPARTMENT_HR,
            municipality=MunicipalityFactory(),
            department=department,
        )
    assert not Grant.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if SCOPE_OF[role] is not Scope.PLATFORM])
def test_grant_role_without_the_place_it_needs_is_refused_with_a_sentence(role):
    with pytest.raises(WrongPlace) as refusal:
        services.grant(user=UserFactory(), role=role)
    assert (refusal.value.code, refusal.value.status) == ("wrong_place", 400)
    assert str(refusal.value) == (
        "Diese Rolle gilt für eine andere Art von Ort. Wählen Sie einen Ort, der zur Rolle passt."
    )


def test_grant_keeps_who_gave_it_first():
    user, first, second = UserFactory(), UserFactory(), UserFactory()
    services.grant(user=user, role=Role.EDITOR, granted_by=first)
    assert services.grant(user=user, role=Role.EDITOR, granted_by=second).granted_by == first


def test_grant_is_seen_at_once_by_a_user_whose_roles_were_read_before():
    user = UserFactory()
    assert not selectors.has_any(user, Role.EDITOR)
    services.grant(user=user, role=Role.EDITOR)
    assert selectors.has_any(user, Role.EDITOR)


def test_revoke_last_office_is_refused_in_german_and_changes_nothing():
    last = GrantFactory(role=Role.OFFICE)
    with pytest.raises(LastAdministrator) as refusal:
        services.revoke(grant=last, revoked_by=last.user)
    assert (refusal.value.code, refusal.value.status) == ("last_office", 409)
    assert "die letzte Person, die Zugänge verwalten kann" in str(refusal.value)
    last.refresh_from_db()
    assert last.revoked_at is None


@pytest.mark.parametrize("other", ["closed", "revoked", "board"])
def test_revoke_last_office_counts_nobody_who_cannot_act(other):
    last = GrantFactory(role=Role.OFFICE)
    if other == "closed":
        GrantFactory(role=Role.OFFICE, user=UserFactory(is_active=False))
    elif other == "revoked":
        services.revoke(grant=GrantFactory(role=Role.OFFICE), revoked_by=None)
    else:
        GrantFactory(role=Role.BOARD)
    with pytest.raises(LastAdministrator):
        services.revoke(grant=last, revoked_by=None)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICE])
def test_revoke_the_last_of_another_role_is_possible(role):
    assert services.revoke(grant=GrantFactory(role=role), revoked_by=None).revoked_at


def test_revoke_with_a_stale_grant_keeps_the_first_end():
    grant = GrantFactory()
    stale = Grant.objects.get(pk=grant.pk)
    with moved_clock(dt.datetime(2026, 7, 1, tzinfo=dt.UTC)):
        services.revoke(grant=grant, revoked_by=None)
    with moved_clock(dt.datetime(2026, 8, 1, tzinfo=dt.UTC)):
        assert services.revoke(grant=stale, revoked_by=None).revoked_at.month == 7


def test_revoke_announces_what_is_left(django_capture_on_commit_callbacks):
    heard = []

    def listen(sender, roles, **kwargs):
        heard.append(roles)

    board = GrantFactory(role=Role.BOARD)
    GrantFactory(role=Role.EDITOR, user=board.user)
    grants_changed.connect(listen)
    with django_capture_on_commit_callbacks(execute=True):
        services.revoke(grant=board, revoked_by=None)
        services.revoke(grant=board, revoked_by=None)
    grants_changed.disconnect(listen)
    assert heard == [[Role.EDITOR]]
