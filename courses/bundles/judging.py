"""Who would get a thing, who has it, and what stands in the way; pure."""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Standing(StrEnum):
    """How somebody stands towards one thing before it is assigned."""

    NEW = "new"
    HAS = "has"
    PROVEN = "proven"
    EXEMPT = "exempt"
    RELEASED = "released"


# Who gets a turn that was not there before.
GETS = frozenset({Standing.NEW, Standing.PROVEN, Standing.EXEMPT})


@dataclass(frozen=True, slots=True)
class Hit:
    """One person of the chosen sets; `ways` says in how many of them they are."""

    key: int
    standing: Standing
    due_on: dt.date | None = None
    ways: int = 1
    leaves_on: dt.date | None = None

    @property
    def leaves_before(self) -> bool:
        """Tell whether the job ends before the deadline."""
        return bool(
            self.standing in GETS
            and self.leaves_on
            and self.due_on
            and self.leaves_on < self.due_on
        )


@dataclass(frozen=True, slots=True)
class Known:
    """Who has the thing already, who has proven it before, who is exempt at the moment."""

    has: Collection[int] = frozenset()
    proven: Collection[int] = frozenset()
    exempt: Collection[int] = frozenset()
    released: Collection[int] = frozenset()

    def standing(self, key: int) -> Standing:
        """Return how somebody stands: what is there already comes first."""
        if key in self.has:
            return Standing.HAS
        if key in self.released:
            return Standing.RELEASED
        if key in self.proven:
            return Standing.PROVEN
        return Standing.EXEMPT if key in self.exempt else Standing.NEW


@dataclass(frozen=True, slots=True)
class Verdict:
    """What assigning one thing would do."""

    thing: str
    existing: int | None = None
    hits: tuple[Hit, ...] = field(default_factory=tuple)

    def with_standing(self, *wanted: Standing) -> list[Hit]:
        """Return the people who stand so."""
        return [hit for hit in self.hits if hit.standing in wanted]

    @property
    def gets(self) -> int:
        """Return how many get it newly."""
        return len(self.with_standing(*GETS))

    @property
    def twice(self) -> int:
        """Return how many are in several of the chosen sets; they get it once."""
        return sum(hit.ways > 1 for hit in self.hits)


def stamp_of(verdicts: Iterable[Verdict], choice: Mapping[str, object]) -> str:
    """Return what ties a confirmation to the very preview that was seen."""
    rows = [
        (
            one.thing,
            one.existing,
            sorted((hit.key, hit.standing, str(hit.due_on)) for hit in one.hits),
        )
        for one in verdicts
    ]
    said = repr((rows, sorted((name, str(value)) for name, value in choice.items())))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def inside(courses: Collection[int], paths: Mapping[str, Collection[int]]) -> dict[int, list[str]]:
    """Return which chosen courses are part of which chosen paths, too."""
    found: dict[int, list[str]] = {}
    for course in courses:
        titles = [title for title, steps in paths.items() if course in steps]
        if titles:
            found[course] = titles
    return found


def unmet(
    courses: Collection[int],
    requires: Mapping[int, Collection[int]],
    there: Collection[int],
) -> dict[int, list[int]]:
    """Return on which courses the chosen ones build that nobody is asked for."""
    known = {*courses, *there}
    found = {
        one: [first for first in requires.get(one, ()) if first not in known] for one in courses
    }
    return {one: missing for one, missing in found.items() if missing}
