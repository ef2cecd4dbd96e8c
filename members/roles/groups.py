"""Wagtail's groups follow from the grants; nobody edits them by hand.

What a group may do to pages, images and documents is set by the room that owns the pages, when it
hears `signals.grants_changed`.
"""

from django.contrib.auth.models import AbstractBaseUser, Group, Permission
from django.db.models import Q

from members.roles.catalogue import Role
from members.roles.models import Grant

PLATFORM_GROUPS = {Role.EDITOR: "editors", Role.OFFICE: "office"}
# Tutors and analysts work on pages of ours, not in Wagtail's admin.
PROVIDER_ROLES = (Role.PROVIDER_OWNER, Role.AUTHOR, Role.REVIEWER)
OUR_GROUPS = Q(name__startswith="provider:") | Q(name__in=PLATFORM_GROUPS.values())


def provider_group_name(slug: str, role: Role) -> str:
    """Return the name of the group of a provider's authors or managers."""
    return f"provider:{slug}:{role.value}"


def group_names(grants: list[Grant]) -> set[str]:
    """Return the groups that follow from the grants."""
    names = set()
    for grant in grants:
        role = Role(grant.role)
        if role in PLATFORM_GROUPS:
            names.add(PLATFORM_GROUPS[role])
        elif role in PROVIDER_ROLES and grant.provider:
            names.add(provider_group_name(grant.provider.slug, role))
    return names


def ensure_group(name: str) -> Group:
    """Return the group; a new one may enter Wagtail's admin and nothing else."""
    group, is_new = Group.objects.get_or_create(name=name)
    if is_new:
        group.permissions.add(
            Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
        )
    return group


def derive_groups(user: AbstractBaseUser, grants: list[Grant]) -> None:
    """Put the user into exactly those of our groups that the grants call for."""
    wanted = group_names(grants)
    held = {group.name: group for group in user.groups.filter(OUR_GROUPS)}  # type: ignore[attr-defined]
    for name in held.keys() - wanted:
        user.groups.remove(held[name])  # type: ignore[attr-defined]
    for name in wanted - held.keys():
        user.groups.add(ensure_group(name))  # type: ignore[attr-defined]
