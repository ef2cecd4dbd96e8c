"""Choose one answer or several; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from courses.modules.questions.base import (
    BETWEEN,
    MULTIPLE,
    ONE,
    SINGLE,
    ZERO,
    Choice,
    Interaction,
    Question,
)


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that can be chosen."""

    id: str
    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceQuestion(Question):
    """A question with answers to choose from.

    One right answer: all or nothing. Several: (right ones chosen − wrong ones chosen) of all right
    ones, never below zero. So ticking everything earns nothing, and one forgotten answer does not
    cost all.
    """

    options: tuple[Option, ...]

    @property
    def right_ids(self) -> frozenset[str]:
        """Return the ids of the right answers."""
        return frozenset(option.id for option in self.options if option.correct)

    @property
    def takes_several(self) -> bool:
        """Tell whether several answers may be chosen."""
        return self.type == MULTIPLE

    def accepts(self, entry: str) -> bool:
        """Tell whether the entry is one of the answers, or empty."""
        return not entry or any(option.id == entry for option in self.options)

    def clean(self, sent: Iterable[str]) -> list[str]:
        """Return the chosen answers in the question's order, only one where one is asked for."""
        chosen = set(sent)
        known = [option.id for option in self.options if option.id in chosen]
        return known if self.takes_several else known[:1]

    def credit(self, answer: Sequence[str]) -> Decimal:
        """Return which part of the points the chosen answers earn."""
        right, chosen = self.right_ids, frozenset(answer)
        if not right:
            return ZERO
        if self.type == SINGLE:
            return ONE if chosen == right else ZERO
        net = len(chosen & right) - len(chosen - right)
        return max(ZERO, Decimal(net) / Decimal(len(right)))

    def solution(self) -> list[str]:
        """Return the right answers."""
        return [option.id for option in self.options if option.correct]

    def interaction(self) -> Interaction:
        """Return the interaction “choice”."""
        choices = tuple(Choice(option.id, option.text) for option in self.options)
        return Interaction("choice", (BETWEEN.join(self.solution()),), {"choices": choices})
