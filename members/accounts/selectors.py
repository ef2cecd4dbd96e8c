"""Reads of the accounts."""

from collections.abc import Iterable

from django.db.models import QuerySet

from members.accounts.models import User


def is_login_name_taken(username: str) -> bool:
    """Tell whether somebody signs in with this name; small and capital letters are the same."""
    return User.objects.filter(username__iexact=username).exists()


def is_email_taken(email: str | None) -> bool:
    """Tell whether the address belongs to an account."""
    return bool(email) and User.objects.filter(email__iexact=email).exists()


def login_names_like(start: str) -> set[str]:
    """Return the login names that begin so, for a suggestion that is free."""
    return {
        name.lower()
        for name in User.objects.filter(username__istartswith=start).values_list(
            "username", flat=True
        )
    }


def active_users(keys: Iterable[int]) -> QuerySet[User]:
    """Return the open accounts among the keys."""
    return User.objects.filter(pk__in=list(keys), is_active=True)
