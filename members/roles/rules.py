"""Who teaches: authors and owners for their provider, editors for all of them.

The same rule guards one object and filters the lists; the rooms below the studio share it.
"""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from members.roles.catalogue import Role
from members.roles.selectors import has_any, has_role, providers_with

if TYPE_CHECKING:
    from members.organisations.models import Provider

# Publishing, locking and unlocking are the editors' part of the review.
AUTHOR_DEEDS = frozenset({"view", "add", "change", "delete", "choose"})
AUTHOR_ROLES = (Role.AUTHOR, Role.PROVIDER_OWNER)


def is_editor(user: Any) -> bool:
    """Tell whether the user reviews and publishes for all providers."""
    return bool(user.is_superuser or has_role(user, Role.EDITOR))


def providers_of_author(user: Any) -> "QuerySet[Provider]":
    """Return the providers for which the user may write."""
    return providers_with(user, *AUTHOR_ROLES)


def may(user: Any, deed: str) -> bool:
    """Tell whether the user may do this to something of some provider."""
    if not user.is_active or user.is_anonymous:
        return False
    return is_editor(user) or (deed in AUTHOR_DEEDS and has_any(user, *AUTHOR_ROLES))


def may_teach(user: Any) -> bool:
    """Tell whether the user works in the studio."""
    return may(user, "view")


def visible(rows: QuerySet, user: Any, *, provider: str) -> QuerySet:
    """Return the rows that the user may see; `provider` leads from a row to its provider."""
    if not may(user, "view"):
        return rows.none()
    if is_editor(user):
        return rows
    return rows.filter(**{f"{provider}__in": providers_of_author(user)})
