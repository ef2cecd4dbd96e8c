"""The signed, unguessable part of an address on the content origin; it ends by itself."""

import datetime as dt
from uuid import UUID

from django.core import signing

SALT = "course_packages.content"
LASTS = dt.timedelta(hours=12)


def issue(kind: str, key: UUID) -> str:
    """Return the token of one play."""
    return signing.dumps([kind, str(key)], salt=SALT)


def read(token: str) -> tuple[str, UUID] | None:
    """Return kind and key of the play; None for a forged or an old token."""
    try:
        kind, key = signing.loads(token, salt=SALT, max_age=LASTS)
        return str(kind), UUID(key)
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
