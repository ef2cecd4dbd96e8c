"""The room's entry in the main navigation."""

from django.utils.translation import gettext_lazy as _

from campus.pages.navigation import NavItem, register
from courses.cmi5.rules import may_waive


def register_entries() -> None:
    """Offer waiving to those who decide about it."""
    register(NavItem(_("Waive units"), "cmi5:find", order=65, allowed=may_waive))
