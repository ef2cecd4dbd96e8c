"""Questions of a test as plain values, and how answers are graded; pure.

A single-choice question gives its point for the one right answer. A multiple-choice question
gives part of its point: (right answers chosen − wrong answers chosen) / right answers, never
below zero. So ticking everything earns nothing, and one forgotten answer does not cost all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

SINGLE = "single"
MULTIPLE = "multiple"
ZERO = Decimal(0)
ONE = Decimal(1)
FOUR_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that can be chosen."""

    id: str
    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answers; `id` and the options' ids are stable through all versions."""

    id: str
    type: str
    prompt: str
    options: tuple[Option, ...]
    explanation: str = ""

    @property
    def right_ids(self) -> frozenset[str]:
        """Return the ids of the right answers."""
        return frozenset(option.id for option in self.options if option.correct)

    @property
    def takes_several(self) -> bool:
        """Tell whether several answers may be chosen."""
        return self.type == MULTIPLE


@dataclass(frozen=True, slots=True)
class Graded:
    """One question as answered: what was chosen, and which part of the point it earned."""

    question: Question
    chosen: frozenset[str]
    credit: Decimal

    @property
    def correct(self) -> bool:
        """Tell whether the whole point was earned."""
        return self.credit == ONE

    @property
    def answered(self) -> bool:
        """Tell whether anything was chosen."""
        return bool(self.chosen)


@dataclass(frozen=True, slots=True)
class Result:
    """A graded test; `scaled` is between 0 and 1, rounded to four places."""

    points: Decimal
    max_points: int
    scaled: Decimal
    per_question: tuple[Graded, ...]


def parse(body: Any) -> list[Question]:
    """Return the questions of a body, in order; every other block is skipped.

    `body` is the stored list of blocks (`[{"type", "value", "id"}, …]`) or a StreamField's value.
    """
    return [_question(block) for block in _stored(body) if block.get("type") == "question"]


def can_be_passed(*, kind: str, graded: bool, body: Any) -> bool:
    """Tell whether learners can fulfil an item: what is graded has to be a test with questions."""
    return not graded or (kind == "quiz" and bool(parse(body)))


def grade(questions: Iterable[Question], answers: Mapping[str, Sequence[str]]) -> Result:
    """Grade `answers` (chosen option ids by question id); each question is worth one point.

    Unknown ids count for nothing; a question without an answer earns no point.
    """
    graded = tuple(
        _graded(question, frozenset(answers.get(question.id, ()))) for question in questions
    )
    points = sum((entry.credit for entry in graded), ZERO)
    scaled = points / len(graded) if graded else ZERO
    return Result(
        points=points.quantize(FOUR_PLACES, rounding=ROUND_HALF_UP).normalize() + ZERO,
        max_points=len(graded),
        scaled=scaled.quantize(FOUR_PLACES, rounding=ROUND_HALF_UP),
        per_question=graded,
    )


def credit(question: Question, chosen: frozenset[str]) -> Decimal:
    """Return which part of the point the chosen answers earn, 0 to 1."""
    right = question.right_ids
    if not right:
        return ZERO
    if question.type == SINGLE:
        return ONE if chosen == right else ZERO
    net = len(chosen & right) - len(chosen - right)
    return max(ZERO, Decimal(net) / Decimal(len(right)))


def _graded(question: Question, chosen: frozenset[str]) -> Graded:
    """Grade one question, leaving out ids that are none of its options."""
    known = chosen & {option.id for option in question.options}
    return Graded(question=question, chosen=known, credit=credit(question, known))


def _stored(body: Any) -> list[dict[str, Any]]:
    """Return the stored form of a body, whichever form it comes in."""
    raw = getattr(body, "raw_data", body)
    return [dict(block) for block in raw or []]


def _question(block: Mapping[str, Any]) -> Question:
    """Build a question from its stored block."""
    value = block["value"]
    return Question(
        id=str(block["id"]),
        type=str(value["type"]),
        prompt=str(value["prompt"]),
        options=tuple(_option(entry) for entry in value["options"]),
        explanation=str(value.get("explanation") or ""),
    )


def _option(entry: Mapping[str, Any]) -> Option:
    """Build an answer from its stored list item."""
    value = entry["value"]
    return Option(
        id=str(entry["id"]),
        text=str(value["text"]),
        correct=bool(value["correct"]),
        feedback=str(value.get("feedback") or ""),
    )
