"""Bring steps into their order; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from courses.modules.questions.base import BETWEEN, Choice, Interaction, PartedQuestion, share


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderingQuestion(PartedQuestion):
    """Steps that have one right order; an answer gives each step its place, counted from 1.

    Points: pairs of neighbours that follow each other at once as they should, of all such pairs.
    So one step in the wrong place costs no more than the places around it. A place given twice
    counts for none of its steps.
    """

    steps: tuple[Choice, ...]
    # What is said of the steps, in their order; there may be fewer than steps.
    feedback: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the ids of the steps in the right order."""
        return tuple(step.id for step in self.steps)

    @property
    def explained(self) -> tuple[tuple[Choice, str], ...]:
        """Return each step with what is said of it, an empty text where that is nothing."""
        said = (*self.feedback, *[""] * len(self.steps))
        return tuple(zip(self.steps, said, strict=False))

    def takes(self, part: str, value: str) -> bool:
        """Tell whether the value is a place from 1 to the number of steps."""
        return value in {str(place) for place in range(1, len(self.steps) + 1)}

    def credit(self, answer: Sequence[str]) -> Decimal:
        """Return neighbours in the right order of all neighbours."""
        places = self.places(answer)
        taken = list(places.values())
        sure = {part: place for part, place in places.items() if taken.count(place) == 1}
        pairs = list(pairwise(self.parts))
        right = sum(sure.get(one, -1) + 1 == sure.get(two) for one, two in pairs if one in sure)
        return share(right, len(pairs))

    def places(self, answer: Sequence[str]) -> dict[str, int]:
        """Return the place given to each step."""
        return {part: int(value) for part, value in self.values(answer).items()}

    def solution(self) -> list[str]:
        """Return the right places."""
        return [f"{part}:{place}" for place, part in enumerate(self.parts, 1)]

    def response(self, answer: Sequence[str]) -> str:
        """Return the steps in the order given."""
        places = self.places(answer)
        return BETWEEN.join(sorted(places, key=lambda part: places[part]))

    def answer_of(self, response: str) -> list[str]:
        """Return the places of a response that names all steps."""
        return self.clean(
            f"{part}:{place}" for place, part in enumerate(response.split(BETWEEN), 1)
        )

    def interaction(self) -> Interaction:
        """Return the interaction “sequencing”."""
        return Interaction("sequencing", (BETWEEN.join(self.parts),), {"choices": self.steps})
