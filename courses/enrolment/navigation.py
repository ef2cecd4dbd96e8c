"""The room's entry in the main navigation."""

from django.utils.translation import gettext_lazy as _

from campus.pages.navigation import NavItem, register
from courses.enrolment.rules import may_open_approvals, may_set_offers, sees_own_offers


def register_entries() -> None:
    """Offer the pending approvals to those who decide, and the offers to the office."""
    register(NavItem(_("Approvals"), "approvals:list", order=45, allowed=may_open_approvals))
    register(NavItem(_("Offers"), "offers:list", order=62, allowed=may_set_offers))
    register(NavItem(_("Our offers"), "own_offers", order=59, allowed=sees_own_offers))
