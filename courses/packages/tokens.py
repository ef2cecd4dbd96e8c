"""The signed, unguessable part of an address on the content origin; it ends by itself."""

import datetime as dt
from uuid import UUID

from django.core import signing

SALT = "course_packages.content"
LASTS = dt.timedelta(hours=12)


def issue(trial_id: UUID) -> str:
    """Return the token of one played package."""
    return signing.dumps(str(trial_id), salt=SALT)


def read(token: str) -> UUID | None:
    """Return whose token it is; None for a forged or an old one."""
    try:
        return UUID(signing.loads(token, salt=SALT, max_age=LASTS))
    except (signing.BadSignature, ValueError):
        return None
