"""Wagtail's groups follow from the grants and from nothing else."""

import pytest
from django.contrib.auth.models import Group

from members.roles import services
from members.roles.catalogue import SCOPE_OF, Role, Scope
from members.roles.groups import derive_groups, ensure_group, group_names
from tests.factories.accounts import UserFactory
from tests.factories.organisations import ProviderFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db


def names(user):
    return set(user.groups.values_list("name", flat=True))


@pytest.mark.parametrize(
    ("role", "group"),
    [
        (Role.ADMINISTRATOR, None),
        (Role.OFFICE, "office"),
        (Role.BOARD, None),
        (Role.EDITOR, "editors"),
        (Role.PROVIDER_OWNER, "provider:hs-nord:provider_owner"),
        (Role.AUTHOR, "provider:hs-nord:author"),
        (Role.REVIEWER, "provider:hs-nord:reviewer"),
        (Role.TUTOR, None),
        (Role.ANALYST, None),
        (Role.HR_MANAGER, None),
        (Role.CONTACT_PERSON, None),
        (Role.DEPARTMENT_HR, None),
        (Role.APPROVER, None),
    ],
)
def test_group_by_role(role, group):
    """Who manages people has no business in the editor's admin."""
    place = (
        {"provider": ProviderFactory(slug="hs-nord")} if SCOPE_OF[role] is Scope.PROVIDER else {}
    )
    grant = GrantFactory(role=role, **place)
    assert group_names([grant]) == ({group} if group else set())


def test_groups_of_two_providers_are_two():
    user = UserFactory()
    for slug in ("nord", "sued"):
        services.grant(user=user, role=Role.AUTHOR, provider=ProviderFactory(slug=slug))
    assert names(user) == {"provider:nord:author", "provider:sued:author"}


def test_group_is_left_only_with_the_last_grant_that_calls_for_it():
    user, provider = UserFactory(), ProviderFactory(slug="nord")
    author = services.grant(user=user, role=Role.AUTHOR, provider=provider)
    services.grant(user=user, role=Role.EDITOR)
    services.revoke(grant=author, revoked_by=None)
    assert names(user) == {"editors"}


def test_derive_groups_twice_changes_nothing_and_mends_what_was_edited_by_hand():
    grant = GrantFactory(role=Role.EDITOR)
    user = grant.user
    user.groups.add(ensure_group("provider:fremd:author"))
    for _time in range(2):
        derive_groups(user, [grant])
        assert names(user) == {"editors"}


def test_new_group_may_enter_the_admin_and_nothing_else():
    group = ensure_group("provider:neu:author")
    assert [row.codename for row in group.permissions.all()] == ["access_admin"]
    group.permissions.clear()
    assert ensure_group("provider:neu:author") == group
    assert not group.permissions.exists()
    assert Group.objects.filter(name="provider:neu:author").count() == 1
