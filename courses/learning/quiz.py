"""What a test shows: its questions with answers given, or its result with feedback."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.learning.models import Attempt
from courses.modules import questions as grading

if TYPE_CHECKING:
    from courses.modules.models import Item
    from courses.modules.questions import Graded, Question

PREFIX = "q-"


@dataclass(frozen=True, slots=True)
class OptionRow:
    """An answer as the page shows it; `verdict` only after handing in."""

    id: str
    text: str
    chosen: bool
    tone: str = ""
    icon: str = ""
    verdict: str | Promise = ""
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question as the page shows it."""

    id: str
    number: int
    prompt: str
    several: bool
    options: tuple[OptionRow, ...]
    is_right: bool = False
    is_partly_right: bool = False
    explanation: str = ""

    @property
    def name(self) -> str:
        """Return the name of the form field."""
        return f"{PREFIX}{self.id}"

    @property
    def answered(self) -> bool:
        """Tell whether something has been chosen."""
        return any(option.chosen for option in self.options)


@dataclass(frozen=True, slots=True)
class Quiz:
    """A test on one seat: where it stands and what can be done."""

    item: "Item"
    questions: list[QuestionRow]
    open_attempt: Attempt | None
    last: Attempt | None
    attempts_used: int
    best: Attempt | None

    @property
    def attempts_left(self) -> int | None:
        """Return how many attempts can still be begun; None means: as many as you like."""
        if not self.item.graded or not self.item.max_attempts:
            return None
        return max(0, int(self.item.max_attempts) - self.attempts_used)

    @property
    def may_begin(self) -> bool:
        """Tell whether another attempt can be begun."""
        return self.attempts_left is None or self.attempts_left > 0

    @property
    def shows_form(self) -> bool:
        """Tell whether questions can be answered now; a graded test has to be begun first."""
        return self.open_attempt is not None or (self.last is None and not self.item.graded)

    @property
    def answered_count(self) -> int:
        """Return how many questions have an answer."""
        return sum(question.answered for question in self.questions)

    @property
    def unanswered(self) -> list[QuestionRow]:
        """Return the questions without an answer."""
        return [question for question in self.questions if not question.answered]

    @property
    def has_mistakes(self) -> bool:
        """Tell whether the last attempt left something to improve."""
        return any(not question.is_right for question in self.questions)


def percent_of(attempt: Attempt) -> int:
    """Return the share reached, rounded down so that a failed test never shows the pass mark."""
    share = (attempt.scaled or Decimal(0)) * 100
    return int(share.to_integral_value(rounding=ROUND_FLOOR))


def quiz_of(item: "Item", attempts: Sequence[Attempt]) -> Quiz | None:
    """Return the test of an item, None where it holds no questions."""
    asked = grading.parse(item.body)
    if not asked:
        return None
    still_open = next((row for row in attempts if row.submitted_at is None), None)
    closed = [row for row in attempts if row.submitted_at is not None]
    last = closed[-1] if closed else None
    if still_open is not None or last is None:
        answers = still_open.answers if still_open else {}
        rows = [_asked(number, entry, answers) for number, entry in enumerate(asked, 1)]
    else:
        result = grading.grade(asked, last.answers)
        rows = [_graded(number, entry) for number, entry in enumerate(result.per_question, 1)]
    return Quiz(
        item=item,
        questions=rows,
        open_attempt=still_open,
        last=last,
        attempts_used=len(attempts),
        best=max(closed, key=lambda row: row.scaled or Decimal(0), default=None),
    )


def _asked(number: int, question: "Question", answers: Mapping[str, Sequence[str]]) -> QuestionRow:
    chosen = set(answers.get(question.id, ()))
    options = tuple(
        OptionRow(option.id, option.text, option.id in chosen) for option in question.options
    )
    return QuestionRow(question.id, number, question.prompt, question.takes_several, options)


def _graded(number: int, entry: "Graded") -> QuestionRow:
    question = entry.question
    return QuestionRow(
        id=question.id,
        number=number,
        prompt=question.prompt,
        several=question.takes_several,
        options=tuple(_verdict(option, option.id in entry.chosen) for option in question.options),
        is_right=entry.correct,
        is_partly_right=not entry.correct and entry.credit > 0,
        explanation=question.explanation,
    )


def _verdict(option: "grading.Option", chosen: bool) -> OptionRow:
    """Say in words whether an answer was right; feedback goes with what was chosen or right."""
    tone, icon, verdict = "", "", str(_("not chosen"))
    if chosen and option.correct:
        tone, icon, verdict = "right", "check-circle", str(_("your answer: right"))
    elif chosen:
        tone, icon, verdict = "wrong", "alert-octagon", str(_("your answer: not right"))
    elif option.correct:
        tone, icon, verdict = "missed", "info", str(_("would have been right"))
    feedback = option.feedback if chosen or option.correct else ""
    return OptionRow(option.id, option.text, chosen, tone, icon, verdict, feedback)


def read_answers(form: QueryDict) -> dict[str, list[str]]:
    """Return the answers of a submitted form: option ids by question id.

    A question of which nothing is ticked is named by an empty field, so that it can be cleared.
    """
    names = [name for name in form if name.startswith(PREFIX)]
    return {
        name.removeprefix(PREFIX): [value for value in form.getlist(name) if value]
        for name in names
    }
