"""What became of requests, counted by department and month; pure.

No row stands for fewer people than `LEAST`: small ones are put together, together with the next
larger one where even that is not enough, so that no row can be worked out from the sum.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from courses.enrolment.states import State

LEAST = 5
APPROVED = frozenset({State.CONFIRMED, State.WAITING, State.CANCELLED, State.FINISHED})


@dataclass(frozen=True, slots=True)
class Request:
    """One request: whose it is, where and when it was made, and how it was decided."""

    person: int
    department: str
    asked_on: dt.date
    state: State
    # The day of the seat or of the refusal.
    decided_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the statistics; `name` is None where several small ones are put together."""

    name: str | None
    people: int
    asked: int
    approved: int
    refused: int
    withdrawn: int
    waiting: int
    # Median of the days from the request to the seat or the refusal, of five decisions or more.
    days: int | None


def line_of(name: str | None, requests: Iterable[Request]) -> Line:
    """Return the counts of some requests."""
    rows = list(requests)
    states = Counter("approved" if one.state in APPROVED else one.state for one in rows)
    days = [(one.decided_on - one.asked_on).days for one in rows if one.decided_on]
    return Line(
        name=name,
        people=len({one.person for one in rows}),
        asked=len(rows),
        approved=states["approved"],
        refused=states[State.REJECTED],
        withdrawn=states[State.WITHDRAWN],
        waiting=states[State.REQUESTED],
        days=round(median(days)) if len(days) >= LEAST else None,
    )


def lines_by(requests: Sequence[Request], name_of: Callable[[Request], str]) -> list[Line]:
    """Return a line for each name in their order, small ones put together at the end.

    Nothing at all where fewer than five people have asked.
    """
    if _people(requests) < LEAST:
        return []
    groups: dict[str, list[Request]] = {}
    for one in requests:
        groups.setdefault(name_of(one), []).append(one)
    shown = {name: rows for name, rows in groups.items() if _people(rows) >= LEAST}
    small = [one for name, rows in groups.items() if name not in shown for one in rows]
    while small and _people(small) < LEAST:
        least = min(shown, key=lambda name: (_people(shown[name]), name))
        small += shown.pop(least)
    lines = [line_of(name, shown[name]) for name in sorted(shown)]
    return [*lines, line_of(None, small)] if small else lines


def _people(requests: Iterable[Request]) -> int:
    return len({one.person for one in requests})
