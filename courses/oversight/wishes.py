"""What somebody asks of the matrix: read from an address and written as one; pure.

Screen, files and saved views follow the same wish, so that they cannot differ.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urlencode

from courses.assignments.states import LATE, Status

TOWN, DEPARTMENT, STATUS, COLUMN, DAY = "kommune", "amt", "status", "pflicht", "stand"
# Another way to ask for everybody who is late, short enough to be linked to.
ONLY, OVERDUE = "nur", "ueberfaellig"
# What never stands in the matrix: after a revocation another turn begins.
NEVER_SHOWN = frozenset({Status.ARCHIVED, Status.REVOKED})
OFFERED = tuple(status for status in Status if status not in NEVER_SHOWN)
MOST_COLUMNS = 200


class Query(Protocol):
    """What a request asks, as Django gives it."""

    def get(self, key: str, default: None = None) -> str | None:
        """Return the last value of a key."""

    def getlist(self, key: str) -> list[str]:
        """Return all values of a key."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom, which obligations and which day; nothing chosen means all, and today.

    `fault` names what could not be understood of the day.
    """

    department: str = ""
    statuses: frozenset[Status] = frozenset()
    columns: tuple[int, ...] = ()
    day: dt.date | None = None
    typed_day: str = ""
    fault: str = ""

    def today(self) -> "Wish":
        """Return the wish without its day."""
        return replace(self, day=None)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the wish as parts of an address, always in the same order."""
        found = [(DEPARTMENT, self.department)] if self.department else []
        found += [(STATUS, str(status)) for status in OFFERED if status in self.statuses]
        found += [(COLUMN, str(key)) for key in self.columns]
        return found + ([(DAY, self.day.isoformat())] if self.day else [])

    def query(self, town: str) -> str:
        """Return the address of this wish in a municipality, after the question mark."""
        return urlencode([(TOWN, town), *self.pairs()])


def read(query: Query, today: dt.date) -> Wish:
    """Return what an address asks for; words that mean nothing here are passed over."""
    statuses = {Status(word) for word in query.getlist(STATUS) if word in set(OFFERED)}
    if query.get(ONLY) == OVERDUE:
        statuses |= LATE
    typed = (query.get(DAY) or "").strip()[:20]
    day, fault = day_of(typed, today)
    return Wish(
        department=(query.get(DEPARTMENT) or "")[:20],
        statuses=frozenset(statuses),
        columns=_keys(query.getlist(COLUMN)),
        day=day,
        typed_day=typed,
        fault=fault,
    )


def day_of(typed: str, today: dt.date) -> tuple[dt.date | None, str]:
    """Return the day that was typed, in either order, and what is wrong with it.

    Today is no day to go back to: it is what everybody sees anyway.
    """
    if not typed:
        return None, ""
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            # A day has no time zone.
            day = dt.datetime.strptime(typed, form).date()
        except ValueError:
            continue
        if day > today:
            return None, "day_in_future"
        return (None if day == today else day), ""
    return None, "no_day"


def _keys(words: Iterable[str]) -> tuple[int, ...]:
    """Return the keys in the order in which they were chosen, each once."""
    keys = dict.fromkeys(int(word) for word in words if word.isdecimal() and len(word) < 16)
    return tuple(keys)[:MOST_COLUMNS]
