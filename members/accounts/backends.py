"""Sign-in by login name or by e-mail address; who has signed in is read by a prepared query."""

import datetime as dt
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend
from django.db.models import QuerySet

from campus.kit import dates
from campus.kit.prepared import PreparedObjects
from members.accounts.facts import facts_on
from members.accounts.models import User


@PreparedObjects
def _by_key(key: int, day: dt.date) -> QuerySet[User]:
    # The person belongs to a room above; who has signed in is asked for it on every page.
    return User.objects.filter(pk=key).select_related("person").annotate(**facts_on(day))


class _Reading(ModelBackend):
    """Read the account of a session; closed ones are refused by Django's own rule."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the open account of this key, None where there is none."""
        user = _by_key.first(int(user_id), dates.today())
        return user if user is not None and self.user_can_authenticate(user) else None


class ByName(_Reading):
    """Sign in by login name and password."""


class ByAddress(_Reading, AuthenticationBackend):  # type: ignore[misc]
    """Sign in as allauth does: by e-mail address, or by a code or passkey it has checked."""
