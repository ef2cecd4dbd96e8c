"""The room's entry in the menu of the account."""

from django.utils.translation import gettext_lazy as _

from campus.pages.navigation import NavItem, register
from courses.exchange.rules import may_keep_catalogues


def register_entries() -> None:
    """Offer the list of other catalogues to the office, in the menu of the account.

    It is opened a few times a year; the main navigation of the office is full.
    """
    register(
        NavItem(
            _("Other catalogues"),
            "catalogues:list",
            menu="account",
            order=60,
            icon="globe",
            allowed=may_keep_catalogues,
        )
    )
