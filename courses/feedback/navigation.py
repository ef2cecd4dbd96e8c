"""The room's entries in the navigation."""

from django.utils.translation import gettext_lazy as _

from campus.pages.navigation import NavItem, register
from courses.feedback.rules import may_answer
from courses.feedback.selectors import open_count
from members.people.selectors import person_of


def is_person(user: object) -> bool:
    """Tell whether the user can learn, and so write notes and ask."""
    return person_of(user) is not None  # type: ignore[arg-type]


def register_entries() -> None:
    """Offer notes and questions to learners, and the questions to those who answer them."""
    register(
        NavItem(
            _("My notes"), "notes:list", order=12, menu="account", icon="edit", allowed=is_person
        )
    )
    register(
        NavItem(
            _("My questions"),
            "questions:own",
            order=14,
            menu="account",
            icon="help",
            allowed=is_person,
        )
    )
    register(
        NavItem(
            _("Learners’ questions"),
            "questions:list",
            order=55,
            allowed=may_answer,
            badge=open_count,
        )
    )
