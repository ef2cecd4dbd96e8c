"""Who belongs to a group: a rule and the facts of a job, compared; pure."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class JobFacts:
    """What rules know of a job: nothing of learning, and nothing of the person."""

    key: int
    department: int | None
    position: str
    begins_on: dt.date
    # Department and position of the further posts.
    further: tuple[tuple[int | None, str], ...] = ()

    @property
    def places(self) -> tuple[tuple[int | None, str], ...]:
        """Return department and position of the main place and of all further posts."""
        return ((self.department, self.position), *self.further)

    def works_in(self, departments: Collection[int]) -> bool:
        """Tell whether any of the places is in one of the departments."""
        return any(department in departments for department, _position in self.places)


@dataclass(frozen=True, slots=True)
class Rule:
    """Conditions that all have to hold; and people who belong to it whatever they say.

    `departments` holds those below the chosen ones already; of `words` one has to occur.
    """

    departments: frozenset[int] = frozenset()
    words: tuple[str, ...] = ()
    entered_from: dt.date | None = None
    entered_until: dt.date | None = None
    people: frozenset[int] = frozenset()

    @property
    def has_conditions(self) -> bool:
        """Tell whether anybody belongs to it other than by name."""
        return bool(self.departments or self.words or self.entered_from or self.entered_until)

    def holds_for(self, job: JobFacts) -> bool:
        """Tell whether somebody belongs to the group."""
        if job.key in self.people:
            return True
        return self.has_conditions and all(self._conditions(job))

    def _conditions(self, job: JobFacts) -> Iterable[bool]:
        # Department and words have to hold for one and the same place.
        yield any(self._holds_at(*place) for place in job.places)
        yield self.entered_from is None or job.begins_on >= self.entered_from
        yield self.entered_until is None or job.begins_on <= self.entered_until

    def _holds_at(self, department: int | None, position: str) -> bool:
        here = position.casefold()
        return (not self.departments or department in self.departments) and (
            not self.words or any(word in here for word in self.words)
        )


def tidied(text: str) -> str:
    """Return the words between commas as they were written, each once."""
    found: dict[str, str] = {}
    for part in (" ".join(part.split()) for part in text.split(",")):
        if part:
            found.setdefault(part.casefold(), part)
    return ", ".join(found.values())


def words_of(text: str) -> tuple[str, ...]:
    """Return the words between commas, of which one has to occur, as they are compared."""
    parts = (" ".join(part.split()).casefold() for part in text.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def with_those_below(chosen: Iterable[int], parents: Mapping[int, int | None]) -> frozenset[int]:
    """Return the departments with all below them; `parents` names the one above each."""
    children: dict[int, list[int]] = {}
    for key, parent in parents.items():
        if parent is not None:
            children.setdefault(parent, []).append(key)
    reached: set[int] = set()
    waiting = list(chosen)
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached.add(key)
            waiting.extend(children.get(key, []))
    return frozenset(reached)
