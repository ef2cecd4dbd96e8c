"""Who reads the cooperative's reports."""

from typing import TYPE_CHECKING

from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from members.accounts.models import User


def may_read(user: "User | AnonymousUser") -> bool:
    """Tell whether the user reads the board's report: the board and the office that makes it."""
    return roles.has_any(user, Role.BOARD, Role.OFFICE)
