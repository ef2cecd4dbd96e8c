"""Pages of the timeline by the statement at their edge: as quick for the last as for the first."""

import datetime as dt
from typing import Any
from uuid import UUID

from courses.xapi.selectors import Entry, Position

OLDER, NEWER = "older", "newer"


def edge(entry: Entry) -> str:
    """Return a statement's place in the list as text for an address."""
    return f"{entry.stored.astimezone(dt.UTC).isoformat()}_{entry.statement_id}"


def place_in(query: dict[str, str]) -> dict[str, Any]:
    """Return the place that an address names; raise ValueError where it names none."""
    for name in (OLDER, NEWER):
        if name in query:
            stored, _line, statement_id = query[name].partition("_")
            instant = dt.datetime.fromisoformat(stored)
            if instant.tzinfo is None:
                raise ValueError("The time names no zone.")
            after = Position(instant, UUID(statement_id))
            return {"after": after, "ascending": name == NEWER}
    return {}
