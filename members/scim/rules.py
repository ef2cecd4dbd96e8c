"""Who sets up how a directory keeps the list of staff: human resources of a whole municipality."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from members.roles import selectors as roles
from members.roles.catalogue import Role
from members.scim.models import Key

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality


def may_enter(user: "User | AnonymousUser") -> bool:
    """Tell whether the user looks after a whole municipality anywhere."""
    return roles.has_any(user, Role.HR_MANAGER)


def places(user: "User | AnonymousUser") -> "QuerySet[Municipality]":
    """Return the municipalities whose directories the user connects."""
    return roles.municipalities_with(user, Role.HR_MANAGER)


def keys(user: "User | AnonymousUser") -> QuerySet[Key]:
    """Return the keys that the user may take back."""
    return Key.objects.filter(municipality__in=places(user), revoked_at=None)
