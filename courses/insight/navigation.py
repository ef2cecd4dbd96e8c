"""The room's entry in the main navigation."""

from django.utils.translation import gettext_lazy as _

from campus.pages.navigation import NavItem, register
from courses.insight.rules import may_read


def register_entries() -> None:
    """Lead those who write modules to how they are learnt."""
    register(NavItem(_("Analytics"), "insight:overview", order=57, allowed=may_read))
