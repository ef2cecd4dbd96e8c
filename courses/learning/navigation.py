"""The room's entry in the main navigation."""

from django.utils.translation import gettext_lazy as _

from campus.pages.navigation import NavItem, register
from courses.learning.rules import may_grant_extra_time


def register_entries() -> None:
    """Offer extra time in tests to those who give it."""
    register(NavItem(_("Extra time"), "extra_time:list", order=64, allowed=may_grant_extra_time))
