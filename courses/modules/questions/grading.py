"""How answers are graded; pure.

Each question earns its points times the part its answer is worth:

- one right answer: all or nothing
- several: (right chosen − wrong chosen) / right answers, never below zero
- matching: right pairs / pairs
- ordering: neighbours in the right order / neighbours
- number: all within the tolerance, nothing outside
- short text: all for an accepted answer, nothing for others
- gaps: right gaps / gaps

A test adds the points up; its share is points / points possible. Nothing is taken off for a wrong
answer beyond its own question.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from courses.modules.completion import SCORED
from courses.modules.questions.base import ONE, ZERO, Question
from courses.modules.questions.parsing import parse

FOUR_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Graded:
    """One question as answered: what was answered, and which part of the points it earned."""

    question: Question
    answer: tuple[str, ...]
    credit: Decimal

    @property
    def correct(self) -> bool:
        """Tell whether all points were earned."""
        return self.credit == ONE

    @property
    def answered(self) -> bool:
        """Tell whether anything was answered."""
        return bool(self.answer)

    @property
    def points(self) -> Decimal:
        """Return the points earned."""
        return rounded(self.credit * self.question.points)


@dataclass(frozen=True, slots=True)
class Result:
    """A graded test; `scaled` is between 0 and 1, rounded to four places."""

    points: Decimal
    max_points: int
    scaled: Decimal
    per_question: tuple[Graded, ...]


def can_be_passed(*, kind: str, graded: bool, body: Any, rule: str = "") -> bool:
    """Tell whether learners can fulfil an item.

    What is graded has to be a test with questions, or a package that is done by its score.
    """
    is_test = kind == "quiz" and bool(parse(body))
    return not graded or is_test or (kind == "package" and rule == SCORED)


def grade(questions: Iterable[Question], answers: Mapping[str, Sequence[str]]) -> Result:
    """Grade `answers` (entries by question id).

    Unknown entries count for nothing; a question without an answer earns no point.
    """
    graded = tuple(grade_one(question, answers.get(question.id, ())) for question in questions)
    points = sum((entry.credit * entry.question.points for entry in graded), ZERO)
    possible = sum(entry.question.points for entry in graded)
    scaled = points / possible if possible else ZERO
    return Result(
        points=rounded(points),
        max_points=possible,
        scaled=scaled.quantize(FOUR_PLACES, rounding=ROUND_HALF_UP),
        per_question=graded,
    )


def grade_one(question: Question, sent: Iterable[str]) -> Graded:
    """Grade one question, leaving out what cannot come from its fields."""
    answer = question.clean(sent)
    return Graded(question=question, answer=tuple(answer), credit=question.credit(answer))


def rounded(points: Decimal) -> Decimal:
    """Return points with four places at most, without needless noughts."""
    return points.quantize(FOUR_PLACES, rounding=ROUND_HALF_UP).normalize() + ZERO
