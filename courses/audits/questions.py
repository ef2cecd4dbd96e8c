"""What a package is to prove: the day, whom and which obligations; pure, and stored as JSON."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Question:
    """Nothing chosen means everybody, and all that ran on the day."""

    day: dt.date
    departments: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    obligations: tuple[int, ...] = ()
    documents: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the question as it is stored: the same for the same choice in any order."""
        return {
            "day": self.day.isoformat(),
            "departments": sorted(set(self.departments)),
            "people": sorted(set(self.people)),
            "obligations": sorted(set(self.obligations)),
            "documents": self.documents,
        }

    @property
    def key(self) -> str:
        """Return what tells it from every other question."""
        return json.dumps(self.as_json(), sort_keys=True)


def question_of(stored: Mapping[str, Any]) -> Question:
    """Return a stored question."""
    return Question(
        day=dt.date.fromisoformat(stored["day"]),
        departments=tuple(stored["departments"]),
        people=tuple(stored["people"]),
        obligations=tuple(stored["obligations"]),
        documents=bool(stored["documents"]),
    )
