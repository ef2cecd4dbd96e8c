"""Who names a deputy: whoever decides on requests of others."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from members.deputies.selectors import principals_of
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality

# Heads decide nothing here, but somebody has to look after their team while they are away.
DECIDING = (Role.HR_MANAGER, Role.DEPARTMENT_HR, Role.APPROVER, Role.SUPERIOR)


def may_be_named_for(principal: "User", town: "Municipality") -> bool:
    """Tell whether human resources of a town may name who stands in for a head.

    Whoever stands in takes over every task of deciding: none of them may lie outside the town or
    release what others propose, else one could get around the rule of two.
    """
    places = roles.municipality_keys(principal, *DECIDING)
    return not roles.has_any(principal, Role.HR_MANAGER) and set(places) <= {town.pk}


def may_appoint(user: "User | AnonymousUser") -> bool:
    """Tell whether the user decides on requests in an own role; a deputy has no deputy."""
    return roles.has_any(user, *DECIDING)


def may_enter(user: "User | AnonymousUser") -> bool:
    """Tell whether the user has anything to do with standing in."""
    return may_appoint(user) or bool(principals_of(user))
