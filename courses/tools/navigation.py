"""The room's entry in the main navigation."""

from django.utils.translation import gettext_lazy as _

from campus.pages.navigation import NavItem, register
from courses.tools.rules import may_approve


def register_entries() -> None:
    """Offer approving to the office."""
    register(NavItem(_("Learning tools"), "tool_approval:list", order=66, allowed=may_approve))
