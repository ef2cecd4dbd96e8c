"""Who would get a seat, and who would not; pure.

What is judged is only what the employer knows anyway. Who has taken a seat of free will stands
here as everybody else does.
"""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """How somebody stands towards a course, as far as the employer knows."""

    GETS = "gets"
    HAS = "has"
    ASKED = "asked"
    ONESELF = "oneself"
    LEAVES = "leaves"


@dataclass(frozen=True, slots=True)
class Known:
    """Whose seat and whose request the employer knows of; who looks; when the course begins."""

    has: Collection[int] = frozenset()
    asked: Collection[int] = frozenset()
    oneself: Collection[int] = frozenset()
    first_day: dt.date | None = None

    def standing(self, key: int, leaves_on: dt.date | None) -> Standing:
        """Return how somebody stands."""
        if key in self.oneself:
            return Standing.ONESELF
        if key in self.has:
            return Standing.HAS
        if key in self.asked:
            return Standing.ASKED
        if self.first_day and leaves_on and leaves_on < self.first_day:
            return Standing.LEAVES
        return Standing.GETS


def counts(standings: Iterable[Standing]) -> dict[Standing, int]:
    """Return how many stand how, in the order of the table."""
    found = Counter(standings)
    return {one: found[one] for one in Standing if found[one]}


def stamp_of(standings: Mapping[int, Standing], choice: Iterable[object]) -> str:
    """Return what ties a confirmation to the very preview that was seen."""
    said = repr((sorted(standings.items()), [str(one) for one in choice]))
    return hashlib.sha256(said.encode()).hexdigest()[:32]
