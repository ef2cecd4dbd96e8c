"""Which courses somebody does not find in lists; rooms above register their reasons.

Every list of courses asks `hidden_from`, and nothing else: catalogue, counts, suggestions, a
provider's page. Whoever has a seat or a duty reaches the course by these. A plan that names
courses, such as a learning path, asks `withheld_from`: it leaves no hole where a duty is.
"""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from members.accounts.models import User

Source = Callable[["User | AnonymousUser"], Collection[int]]
TownSource = Callable[[int], Collection[int]]
Duties = Callable[["User", Collection[int]], Collection[int]]
# The reason that an employer has; the others make a course impossible to book.
EMPLOYER = "hidden by the employer"
CACHE_NAME = "_kc_hidden_courses"
_sources: dict[str, Source] = {}
_employers: list[Source] = []
_duties: list[Duties] = []
_towns: list[TownSource] = []


def register(reason: str, source: Source) -> None:
    """Let `source` name the courses a visitor does not find; call it in `ready()`."""
    _sources[reason] = source


def register_employers(source: Source) -> None:
    """Let `source` name the municipalities whose own courses somebody finds; in `ready()`."""
    _employers[:] = [source]


def register_duties(source: Duties) -> None:
    """Let `source` name which of some courses an employer asks somebody to take; in `ready()`."""
    _duties[:] = [source]


def register_town(source: TownSource) -> None:
    """Let `source` name the courses that a municipality hides from its staff; in `ready()`."""
    _towns[:] = [source]


def hidden_in(town_id: int) -> Collection[int]:
    """Return the courses that a municipality hides from its staff, whoever asks."""
    return _towns[-1](town_id) if _towns else ()


def employers_of(user: "User | AnonymousUser") -> Collection[int]:
    """Return the keys of the municipalities whose own courses the user finds."""
    return _employers[-1](user) if _employers and user.is_authenticated else ()


def hidden_from(user: "User | AnonymousUser") -> frozenset[int]:
    """Return the keys of the courses that the user does not find; read once per user object."""
    known: frozenset[int] | None = getattr(user, CACHE_NAME, None)
    if known is None:
        known = frozenset(pk for source in _sources.values() for pk in source(user))
        setattr(user, CACHE_NAME, known)
    return known


def withheld_from(user: "User | None") -> frozenset[int]:
    """Return the courses that the employer hides from somebody and does not ask for."""
    if user is None or EMPLOYER not in _sources:
        return frozenset()
    hidden = frozenset(_sources[EMPLOYER](user))
    if not hidden:
        return hidden
    return hidden.difference(*(source(user, hidden) for source in _duties))
