"""Who may see and who may change the cooperative's books."""

from typing import Any

from members.roles import selectors as roles
from members.roles.catalogue import Role


def can_write(user: Any) -> bool:
    """The office keeps the books."""
    return roles.has_any(user, Role.OFFICE)


def can_read(user: Any) -> bool:
    """The office and the board see them."""
    return roles.has_any(user, Role.OFFICE, Role.BOARD)
