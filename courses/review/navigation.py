"""The room's entry in the navigation."""

from django.utils.translation import gettext_lazy as _

from campus.pages.navigation import NavItem, register
from courses.review import rules, selectors


def register_entries() -> None:
    """Lead those who review to what waits for them."""
    register(
        NavItem(
            _("To review"),
            "review:list",
            order=52,
            allowed=rules.may_review,
            badge=selectors.count_for,
            icon="check-circle",
        )
    )
