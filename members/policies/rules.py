"""Who reads an agreement, who proposes a version and who agrees to it."""

from typing import TYPE_CHECKING

from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from members.accounts.models import User
    from members.organisations.models import Municipality

READERS = (Role.HR_MANAGER, Role.STAFF_COUNCIL)


def may_read(user: "User | AnonymousUser") -> bool:
    """Tell whether the user reads any municipality's agreement."""
    return roles.has_any(user, *READERS)


def readable_places(user: "User | AnonymousUser") -> "QuerySet[Municipality]":
    """Return the municipalities whose agreement the user reads."""
    return roles.municipalities_with(user, *READERS)


def may_propose(user: "User | AnonymousUser", municipality: "Municipality") -> bool:
    """Tell whether the user writes the next version: human resources."""
    return roles.has_role(user, Role.HR_MANAGER, municipality=municipality)


def may_decide(user: "User | AnonymousUser", municipality: "Municipality") -> bool:
    """Tell whether the user speaks for the staff council."""
    return roles.has_role(user, Role.STAFF_COUNCIL, municipality=municipality)


def is_council(user: "User | AnonymousUser") -> bool:
    """Tell whether the user speaks for any staff council; decides about the navigation entry."""
    return roles.has_any(user, Role.STAFF_COUNCIL)


def council_places(user: "User | AnonymousUser") -> "QuerySet[Municipality]":
    """Return the municipalities for whose staff council the user speaks."""
    return roles.municipalities_with(user, Role.STAFF_COUNCIL)
