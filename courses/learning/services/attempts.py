"""Begin a test and keep its answers. Handing in and the end of the time are in `closing`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from campus.kit import dates
from courses.learning.activities import item_activity, learner_of
from courses.learning.errors import AttemptClosed, NoAttemptsLeft, NotATest, TimeIsUp
from courses.learning.models import Attempt
from courses.learning.services import renewing
from courses.learning.services.closing import close, locked
from courses.learning.services.limits import attempts_left as attempts_left
from courses.learning.services.limits import extra_of as extra_of
from courses.learning.services.recording import item_of, lock_for_learning, record
from courses.learning.statements import build
from courses.learning.timing import is_over, time_allowed
from courses.modules import questions as grading
from courses.modules.papers import Paper, paper_of
from courses.modules.questions.sent import Sent, merge
from courses.xapi.vocabulary import ATTEMPTED

if TYPE_CHECKING:
    import datetime as dt

    from courses.enrolment.models import Enrolment
    from courses.modules.questions import Question

Answers = Mapping[str, Iterable[str]]


@dataclass(frozen=True, slots=True)
class Saved:
    """Answers as they are kept now.

    `changed_elsewhere`: another window has changed some since this one was opened.
    `has_foreign`: something was sent that is none of the test's answers; it was left out.
    """

    attempt: Attempt
    changed_elsewhere: bool = False
    has_foreign: bool = False


def seed_of(enrolment: "Enrolment", key: UUID, number: int) -> str:
    """Return from what an attempt's questions are drawn: known before it is begun, and after."""
    return f"{enrolment.registration}/{key}/{number}"


@transaction.atomic
def start_attempt(*, enrolment: "Enrolment", key: UUID, keep_right: bool = False) -> Attempt:
    """Begin a test, or return the attempt that is still open.

    `keep_right` takes over what was right last time, so that only the rest is asked again; graded
    tests begin empty, but for what a renewal has proven. Raises NotATest, LearnFirst or
    NoAttemptsLeft.
    """
    if item_of(enrolment, key).kind != "quiz":
        raise NotATest
    progress = lock_for_learning(enrolment)
    attempts = list(Attempt.objects.filter(enrolment=enrolment, item_key=key).order_by("number"))
    last = attempts[-1] if attempts else None
    if last is not None and last.submitted_at is None:
        if not is_over(last.ends_at, dates.now()):
            return last
        close(last, enrolment, progress)
    if last is not None:
        renewing.refuse_before_learning(enrolment, progress, last)
    paper = paper_of(enrolment.version, key)
    if paper is None or not paper.size:
        raise NotATest
    if attempts_left(enrolment, paper, used=len(attempts)) == 0:
        raise NoAttemptsLeft
    number = last.number + 1 if last else 1
    attempt = _new_attempt(enrolment, paper, number)
    if last is not None:
        _take_over(attempt, last, paper, keep_right=keep_right)
    attempt.save(force_insert=True)
    activity = item_activity(enrolment, item_of(enrolment, key))
    learner = learner_of(enrolment)
    begun = build(learner, ATTEMPTED, activity, attempt.started_at, attempt=attempt.pk)
    record(progress, enrolment, [begun])
    return attempt


def _new_attempt(enrolment: "Enrolment", paper: Paper, number: int) -> Attempt:
    """Return an unsaved attempt with its questions drawn and its end fixed."""
    now = dates.now()
    return Attempt(
        enrolment=enrolment,
        item_key=paper.key,
        number=number,
        version=enrolment.version,
        asked=paper.draw(seed_of(enrolment, paper.key, number)),
        started_at=now,
        ends_at=end_of(enrolment, paper, now),
    )


def end_of(enrolment: "Enrolment", paper: Paper, begin: "dt.datetime") -> "dt.datetime | None":
    """Return when the time of a test begun then is up, extra time included; None: no limit."""
    if not paper.limit:
        return None
    extra = extra_of(enrolment)
    allowed = time_allowed(paper.limit, percent=extra.percent, minutes=extra.minutes)
    return begin + allowed if allowed else None


def _take_over(attempt: Attempt, last: Attempt, paper: Paper, *, keep_right: bool) -> None:
    """Ask less than all where something need not be asked again."""
    if paper.graded:
        renewing.ask_the_rest(attempt, last, attempt.enrolment, paper)
    elif keep_right:
        _repeat(attempt, last, paper)


def _repeat(attempt: Attempt, last: Attempt, paper: Paper) -> None:
    """Ask the same questions again, with those that were right counted as answered."""
    asked = paper.asked(last.asked)
    kept = right_answers(asked, last.answers)
    if not asked or len(kept) == len(asked):
        return
    attempt.asked = [question.id for question in asked]
    attempt.answers = kept
    attempt.kept = [question.id for question in asked if question.id in kept]


def right_answers(asked: "list[Question]", answers: Answers) -> dict[str, list[str]]:
    """Return those of the answers that earn all their points."""
    given = {name: list(entries) for name, entries in answers.items()}
    result = grading.grade(asked, given)
    return {entry.question.id: list(entry.answer) for entry in result.per_question if entry.correct}


def save_answers(*, attempt: Attempt, answers: Answers | Sent) -> Saved:
    """Keep answers on the server; questions that are not mentioned keep theirs.

    Raises AttemptClosed once the test has been handed in, and TimeIsUp when the time is up: the
    test is then closed with what had been saved in time.
    """
    saved = _save(attempt=attempt, answers=answers)
    if saved is None:
        raise TimeIsUp
    return saved


@transaction.atomic
def _save(*, attempt: Attempt, answers: Answers | Sent) -> Saved | None:
    """Keep answers, or close the test if its time is up and return None."""
    # The progress is locked before its attempts, here as everywhere.
    if attempt.submitted_at is None and is_over(attempt.ends_at, dates.now()):
        progress = lock_for_learning(attempt.enrolment)
        row = locked(attempt)
        if row.submitted_at is None and is_over(row.ends_at, dates.now()):
            close(row, attempt.enrolment, progress)
            return None
    else:
        row = locked(attempt)
    if row.submitted_at is not None:
        raise AttemptClosed
    return keep(row, attempt.enrolment, answers)


@transaction.atomic
def submit_attempt(*, attempt: Attempt, answers: Answers | Sent | None = None) -> Attempt:
    """Grade a test and state its result; handing it in twice gives the same result.

    `answers` are kept first, if they come in time. Whoever hands in after the time is graded by
    what was saved in time.
    """
    enrolment = attempt.enrolment
    progress = lock_for_learning(enrolment)
    row = locked(attempt)
    if row.submitted_at is not None:
        return row
    if answers is not None and not is_over(row.ends_at, dates.now()):
        keep(row, enrolment, answers)
    return close(row, enrolment, progress)


def keep(row: Attempt, enrolment: "Enrolment", answers: Answers | Sent) -> Saved:
    """Write known entries of the questions asked; what is foreign to the test is left out."""
    paper = paper_of(row.version or enrolment.version, row.item_key)
    asked = paper.asked(row.asked) if paper else []
    sent = answers if isinstance(answers, Sent) else _sent(answers)
    merged = merge(asked, row.answers, sent)
    row.answers, row.saved_at = merged.answers, dates.now()
    row.save(update_fields=["answers", "saved_at"])
    return Saved(row, merged.changed_elsewhere, merged.has_foreign)


def _sent(answers: Answers) -> Sent:
    return Sent({name: list(entries) for name, entries in answers.items()})
