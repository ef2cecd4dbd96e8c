"""Who runs the record store."""

from typing import TYPE_CHECKING

from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from members.accounts.models import User


def may_operate(user: "User | AnonymousUser") -> bool:
    """Tell whether the user sees the store's pages: administrators of the platform, nobody else."""
    return roles.has_any(user, Role.ADMINISTRATOR)
