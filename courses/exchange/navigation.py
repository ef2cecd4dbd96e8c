"""The room's entry in the main navigation."""

from django.utils.translation import gettext_lazy as _

from campus.pages.navigation import NavItem, register
from courses.exchange.rules import may_keep_catalogues


def register_entries() -> None:
    """Offer the list of other catalogues to the office."""
    register(
        NavItem(_("Other catalogues"), "catalogues:list", order=67, allowed=may_keep_catalogues)
    )
