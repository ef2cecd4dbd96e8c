"""Make and change accounts; who may have one is decided in members.people."""

from django.conf import settings
from django.db import transaction

from members.accounts.models import User


@transaction.atomic
def create_account(
    *, username: str, password: str | None, email: str | None, first_name: str, last_name: str
) -> User:
    """Create an account; the address may be missing, and the password of who signs in elsewhere."""
    return User.objects.create_user(
        username=username,
        email=email,
        password=password,
        first_name=first_name,
        last_name=last_name,
    )


def rename(*, user: User, first_name: str, last_name: str) -> User:
    """Write the name as it is spelt."""
    user.first_name, user.last_name = first_name, last_name
    user.save(update_fields=["first_name", "last_name"])
    return user


def choose_language(*, user: User, language: str) -> User:
    """Remember in which language the person wants to read; an unknown one changes nothing."""
    if language in dict(settings.LANGUAGES):
        user.language = language
        user.save(update_fields=["language"])
    return user


def deactivate(*, user: User) -> User:
    """Close the sign-in; running sessions end with the next click."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    return user
