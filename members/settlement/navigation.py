"""The room's entry in the main navigation."""

from django.utils.translation import gettext_lazy as _

from campus.pages.navigation import NavItem, register
from members.settlement.rules import sees_own


def register_entries() -> None:
    """Lead the management of providers to what their modules earn."""
    register(NavItem(_("Settlement"), "settlement:statements", order=58, allowed=sees_own))
