"""Who teaches: authors and owners for their provider, editors for all of them.

The same rule guards one object and filters the lists; the rooms below the studio share it.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from members.roles.catalogue import Role
from members.roles.selectors import has_any, has_role, providers_with

if TYPE_CHECKING:
    from members.organisations.models import Provider

# Publishing, locking and unlocking are the editors' part of the review.
AUTHOR_DEEDS = frozenset({"view", "add", "change", "delete", "choose"})
AUTHOR_ROLES = (Role.AUTHOR, Role.PROVIDER_OWNER)
# Who reviews for a provider reads what its authors write; a review in hand opens the editor.
READER_DEEDS = frozenset({"view"})
READER_ROLES = (*AUTHOR_ROLES, Role.REVIEWER)


def is_editor(user: Any) -> bool:
    """Tell whether the user reviews and publishes for all providers."""
    return bool(user.is_superuser or has_role(user, Role.EDITOR))


def providers_of_author(user: Any) -> "QuerySet[Provider]":
    """Return the providers for which the user may write."""
    return providers_with(user, *AUTHOR_ROLES)


def providers_of_reader(user: Any) -> "QuerySet[Provider]":
    """Return the providers whose drafts the user may read."""
    return providers_with(user, *READER_ROLES)


def manages_provider(user: Any, provider: "Provider") -> bool:
    """Tell whether the user speaks for the provider: its management, or who works for all."""
    if not user.is_active or user.is_anonymous:
        return False
    return is_editor(user) or has_role(user, Role.PROVIDER_OWNER, provider=provider)


def roles_for(deed: str) -> tuple[Role, ...]:
    """Return the roles at a provider that allow the deed there."""
    if deed in READER_DEEDS:
        return READER_ROLES
    return AUTHOR_ROLES if deed in AUTHOR_DEEDS else ()


def may(user: Any, deed: str) -> bool:
    """Tell whether the user may do this to something of some provider."""
    if not user.is_active or user.is_anonymous:
        return False
    return is_editor(user) or has_any(user, *roles_for(deed))


def may_teach(user: Any) -> bool:
    """Tell whether the user works in the studio."""
    return may(user, "change")


def visible(
    rows: QuerySet, user: Any, *, provider: str, deeds: Iterable[str] = ("change",)
) -> QuerySet:
    """Return the rows to which the user may do one of the deeds.

    `provider` leads from a row to its provider. Who holds different roles at two providers may do
    different things to what belongs to them.
    """
    wanted = [deed for deed in deeds if may(user, deed)]
    if not wanted:
        return rows.none()
    if is_editor(user):
        return rows
    roles = {role for deed in wanted for role in roles_for(deed)}
    return rows.filter(**{f"{provider}__in": providers_with(user, *roles)})
