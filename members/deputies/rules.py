"""Who names a deputy: whoever decides on requests of others."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from members.deputies.selectors import principals_of
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from members.accounts.models import User

# Heads decide nothing here, but somebody has to look after their team while they are away.
DECIDING = (Role.HR_MANAGER, Role.DEPARTMENT_HR, Role.APPROVER, Role.SUPERIOR)


def may_appoint(user: "User | AnonymousUser") -> bool:
    """Tell whether the user decides on requests in an own role; a deputy has no deputy."""
    return roles.has_any(user, *DECIDING)


def may_enter(user: "User | AnonymousUser") -> bool:
    """Tell whether the user has anything to do with standing in."""
    return may_appoint(user) or bool(principals_of(user))
