"""What a test shows: the card before it begins, its questions, or its result with feedback."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from campus.kit import dates
from courses.learning import selectors
from courses.learning.models import Attempt, ExtraTime
from courses.learning.services.attempts import attempts_left, extra_of, seed_of
from courses.learning.services.closing import close_if_over
from courses.learning.timing import is_over, minutes_of, seconds_left, time_allowed
from courses.modules import questions as grading
from courses.modules.feedback import Checked, checked, in_words
from courses.modules.papers import Paper, paper_of
from courses.modules.questions.sheets import Order, Sheet, sheet_of

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment


@dataclass(frozen=True, slots=True)
class Quiz:
    """A test on one seat: where it stands and what can be done."""

    paper: Paper
    sheets: tuple[Sheet, ...]
    results: tuple[Checked, ...]
    open_attempt: Attempt | None
    last: Attempt | None
    attempts_left: int | None
    best: Attempt | None
    allowed: dt.timedelta | None = None
    has_extra_time: bool = False

    @property
    def may_begin(self) -> bool:
        """Tell whether another attempt can be begun."""
        return self.attempts_left is None or self.attempts_left > 0

    @property
    def shows_form(self) -> bool:
        """Tell whether questions can be answered now; a graded test has to be begun first."""
        return self.open_attempt is not None or (self.last is None and not self.paper.graded)

    @property
    def count(self) -> int:
        """Return how many questions are asked, those counted as answered included."""
        return len(self.results) or len(self.sheets) + self.kept_count

    @property
    def kept_count(self) -> int:
        """Return how many questions were right last time and are not asked again."""
        return len(self.open_attempt.kept) if self.open_attempt else 0

    @property
    def max_points(self) -> int | None:
        """Return the points of an attempt; None where they depend on what is drawn."""
        if self.paper.is_drawn:
            return None
        return sum(question.points for question in self.paper.questions)

    @property
    def minutes(self) -> int | None:
        """Return the time for this person in whole minutes, None where there is no limit."""
        return minutes_of(self.allowed) if self.allowed else None

    @property
    def seconds_left(self) -> int | None:
        """Return what is left by the server's clock, None where there is no limit."""
        return seconds_left(self.open_attempt.ends_at, dates.now()) if self.open_attempt else None

    @property
    def points_text(self) -> str:
        """Return the points of the last attempt as they are written."""
        return in_words(self.last.points) if self.last and self.last.points is not None else ""

    @property
    def answered_count(self) -> int:
        """Return how many of the questions on the form have an answer."""
        return sum(sheet.answered for sheet in self.sheets)

    @property
    def unanswered(self) -> list[Sheet]:
        """Return the questions without an answer."""
        return [sheet for sheet in self.sheets if not sheet.answered]

    @property
    def unread(self) -> list[Sheet]:
        """Return the questions that ask for a number and got something else."""
        return [sheet for sheet in self.sheets if sheet.unread]

    @property
    def has_mistakes(self) -> bool:
        """Tell whether the last attempt left something to improve."""
        return any(not result.is_right for result in self.results)


def percent_of(attempt: Attempt) -> int:
    """Return the share reached, rounded down so that a failed test never shows the pass mark."""
    share = (attempt.scaled or Decimal(0)) * 100
    return int(share.to_integral_value(rounding=ROUND_FLOOR))


def quiz_on(enrolment: "Enrolment", key: UUID) -> Quiz | None:
    """Return the test as it stands on a seat, None where the item holds no questions.

    An attempt whose time is up is closed first, so that its result is shown.
    """
    attempts = selectors.attempts_of(enrolment, key)
    now = dates.now()
    if any(row.submitted_at is None and is_over(row.ends_at, now) for row in attempts):
        close_if_over(enrolment=enrolment, key=key)
        attempts = selectors.attempts_of(enrolment, key)
    return quiz_of(enrolment, key, attempts)


def quiz_of(enrolment: "Enrolment", key: UUID, attempts: Sequence[Attempt]) -> Quiz | None:
    """Return the test with these attempts, the first one first."""
    still_open = next((row for row in attempts if row.submitted_at is None), None)
    closed = [row for row in attempts if row.submitted_at is not None]
    last = closed[-1] if closed else None
    shown = still_open or last
    paper = paper_of((shown and shown.version) or enrolment.version, key)
    if paper is None or not paper.size:
        return None
    number = shown.number if shown else len(attempts) + 1
    order = Order(seed_of(enrolment, key, number), paper.shuffle_options)
    has_limits = paper.graded and (paper.limit or paper.max_attempts)
    extra = extra_of(enrolment) if has_limits else ExtraTime()
    return Quiz(
        paper=paper,
        sheets=_sheets(paper, still_open, order) if still_open or not last else (),
        results=_results(paper, last, order) if last and not still_open else (),
        open_attempt=still_open,
        last=last,
        attempts_left=attempts_left(enrolment, paper, used=len(attempts), extra=extra),
        best=max(closed, key=lambda row: row.scaled or Decimal(0), default=None),
        allowed=time_allowed(paper.limit, percent=extra.percent, minutes=extra.minutes),
        has_extra_time=bool(extra.percent or extra.minutes),
    )


def _sheets(paper: Paper, attempt: Attempt | None, order: Order) -> tuple[Sheet, ...]:
    """Return the questions as a form, without those that were right last time."""
    ids = attempt.asked if attempt else paper.draw(order.seed)
    kept = attempt.kept if attempt else []
    answers = attempt.answers if attempt else {}
    asked = [question for question in paper.asked(ids) if question.id not in kept]
    return tuple(
        sheet_of(question, number, answers.get(question.id, ()), order)
        for number, question in enumerate(asked, 1)
    )


def _results(paper: Paper, attempt: Attempt, order: Order) -> tuple[Checked, ...]:
    result = grading.grade(paper.asked(attempt.asked), attempt.answers)
    return tuple(
        checked(entry, number, order=order, solution_shown=paper.solution_shown)
        for number, entry in enumerate(result.per_question, 1)
    )
