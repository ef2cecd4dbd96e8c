"""Find what belongs together; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from courses.modules.questions.base import (
    BETWEEN,
    PAIRED,
    Choice,
    Interaction,
    PartedQuestion,
    share,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """The left side of a pair, the id of the target that belongs to it, and why."""

    id: str
    text: str
    target: str
    feedback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingQuestion(PartedQuestion):
    """Each left side gets one target; there may be more targets than needed.

    Points: right pairs of all pairs. A wrong pair takes nothing away.
    """

    pairs: tuple[Pair, ...]
    targets: tuple[Choice, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the ids of the left sides."""
        return tuple(pair.id for pair in self.pairs)

    def takes(self, part: str, value: str) -> bool:
        """Tell whether the value is one of the targets."""
        return any(target.id == value for target in self.targets)

    def credit(self, answer: Sequence[str]) -> Decimal:
        """Return right pairs of all pairs."""
        values = self.values(answer)
        right = sum(values.get(pair.id) == pair.target for pair in self.pairs)
        return share(right, len(self.pairs))

    def solution(self) -> list[str]:
        """Return all pairs."""
        return [f"{pair.id}:{pair.target}" for pair in self.pairs]

    def response(self, answer: Sequence[str]) -> str:
        """Return the pairs as source[.]target[,]source[.]target."""
        return BETWEEN.join(entry.replace(":", PAIRED, 1) for entry in answer)

    def answer_of(self, response: str) -> list[str]:
        """Return the pairs of a response."""
        return self.clean(pair.replace(PAIRED, ":", 1) for pair in response.split(BETWEEN))

    def interaction(self) -> Interaction:
        """Return the interaction “matching”."""
        sources = tuple(Choice(pair.id, pair.text) for pair in self.pairs)
        return Interaction(
            "matching",
            (self.response(self.solution()),),
            {"source": sources, "target": self.targets},
        )
