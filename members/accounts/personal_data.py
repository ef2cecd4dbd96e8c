"""What the account holds of a person, and how it is closed for good."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext_lazy as _

from campus.kit.personal_data import Eraser, Erasing, Holding, Subject, forget_with, hold
from members.accounts.models import User

FIELDS = (
    *("username", "email", "first_name", "last_name", "language", "date_joined", "last_login"),
)


def account(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield the sign-in."""
    yield from User.objects.filter(pk=subject.user_id or 0).values(*FIELDS)


def close(case: Erasing) -> int:
    """Close the account and forget whose it was; the row stays, since others point to it."""
    user = User.objects.filter(pk=case.subject.user_id or 0).first()
    if user is None:
        return 0
    user.username = f"geloescht-{uuid4().hex}"
    user.email, user.first_name, user.last_name = None, "", ""
    user.is_active, user.last_login = False, None
    user.set_unusable_password()
    user.save()
    return 1


hold(
    Holding(
        "account",
        _("Sign-in"),
        account,
        {
            "username": _("Login name"),
            "email": _("E-mail address"),
            "date_joined": _("Since"),
            "last_login": _("Last sign-in"),
        },
        order=20,
    )
)
forget_with(Eraser("account", close, order=90))
