"""How much a provider's courses are used in a quarter, by municipality; counted in a room above.

Members know nothing of learning. Who counts registers here and hands over numbers only, with small
ones already left out: what a statement states once is frozen, so nothing may have to be hidden
later.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Usage:
    """Numbers of one municipality; None stands for one that is too small to be told.

    Without a municipality it is the sum of all.
    """

    municipality_id: int | None
    enrolments: int | None
    starts: int | None
    completions: int | None


Source = Callable[[int, dt.date, dt.date], Sequence[Usage]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Let `source(provider, first, last)` count the use; call it in `ready()`. The last counts."""
    _sources[:] = [source]


def usage_of(provider_id: int, first: dt.date, last: dt.date) -> Sequence[Usage]:
    """Return the use of a provider's courses from one day to another, the sum last."""
    return _sources[-1](provider_id, first, last) if _sources else ()
