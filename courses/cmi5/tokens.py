"""Credentials of sessions: whose they are, and the address where one is fetched.

The unguessable part of that address names one session and ends by itself.
"""

import datetime as dt
from uuid import UUID

from django.core import signing

# All sessions share an authority, so that a later one sees what an earlier one wrote.
OWNER = ("cmi5", "launch")
SALT = "course_cmi5.fetch"
LASTS = dt.timedelta(minutes=30)


def issue(session_id: UUID) -> str:
    """Return the token with which the credential of a session is fetched, once."""
    return signing.dumps(str(session_id), salt=SALT)


def read(token: str) -> UUID | None:
    """Return whose token it is; None for a forged or an old one."""
    try:
        return UUID(signing.loads(token, salt=SALT, max_age=LASTS))
    except (signing.BadSignature, ValueError):
        return None
