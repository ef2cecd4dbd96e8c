"""Django's sessions in the database, read by a query whose SQL is worked out once.

Every page that somebody opens begins with it. Nothing but the reading differs: what is stored,
signed and expired stays Django's.
"""

import datetime as dt
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from campus.kit.prepared import Prepared


@Prepared
def _data(key: str, now: dt.datetime) -> QuerySet[Session, tuple[str]]:
    rows = Session.objects.filter(session_key=key, expire_date__gt=now)
    return rows.values_list("session_data")


class SessionStore(DatabaseSession):
    """A session that is in force, or an empty one."""

    def load(self) -> dict[str, Any]:
        """Return what is kept; a key that leads to nothing is forgotten, as Django does."""
        rows = _data(self.session_key, dt.datetime.now(dt.UTC)) if self.session_key else []
        if not rows:
            self._session_key = None
            return {}
        kept: dict[str, Any] = self.decode(rows[0][0])
        return kept
