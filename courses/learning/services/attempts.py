"""Begin a test, keep its answers, hand it in."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from campus.kit import dates
from courses.learning.activities import item_activity, learner_of
from courses.learning.errors import AttemptClosed, NoAttemptsLeft, NotATest
from courses.learning.models import Attempt
from courses.learning.services.recording import item_of, lock_for_learning, record
from courses.learning.statements import (
    Activity,
    Learner,
    answer,
    build,
    question_activity,
    test_score,
)
from courses.modules import questions as grading
from courses.modules import selectors as modules
from courses.xapi.vocabulary import ANSWERED, ATTEMPTED, COMPLETED, FAILED, PASSED

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from courses.modules.models import Item
    from courses.modules.questions import Question, Result

Answers = Mapping[str, Iterable[str]]


@transaction.atomic
def start_attempt(*, enrolment: "Enrolment", key: UUID, keep_right: bool = False) -> Attempt:
    """Begin a test, or return the attempt that is still open.

    `keep_right` takes over the answers that were right last time, so that only the wrong ones
    are repeated; graded tests begin empty. Raises NotATest or NoAttemptsLeft.
    """
    if item_of(enrolment, key).kind != "quiz":
        raise NotATest
    progress = lock_for_learning(enrolment)
    attempts = list(Attempt.objects.filter(enrolment=enrolment, item_key=key).order_by("number"))
    if attempts and attempts[-1].submitted_at is None:
        return attempts[-1]
    item = modules.item(enrolment.version, key)
    asked = grading.parse(item.body)
    if not asked:
        raise NotATest
    if item.graded and 0 < item.max_attempts <= len(attempts):
        raise NoAttemptsLeft
    kept = attempts[-1].answers if attempts and keep_right and not item.graded else {}
    attempt = Attempt.objects.create(
        enrolment=enrolment,
        item_key=key,
        number=attempts[-1].number + 1 if attempts else 1,
        answers=right_answers(asked, kept),
        started_at=dates.now(),
    )
    activity = item_activity(enrolment, item_of(enrolment, key))
    learner = learner_of(enrolment)
    begun = build(learner, ATTEMPTED, activity, attempt.started_at, attempt=attempt.pk)
    record(progress, enrolment, [begun])
    return attempt


def right_answers(asked: list["Question"], answers: Answers) -> dict[str, list[str]]:
    """Return those of the answers that earn the whole point."""
    chosen = {name: list(options) for name, options in answers.items()}
    result = grading.grade(asked, chosen)
    return {
        entry.question.id: sorted(entry.chosen) for entry in result.per_question if entry.correct
    }


@transaction.atomic
def save_answers(*, attempt: Attempt, answers: Answers) -> Attempt:
    """Keep answers on the server; questions that are not mentioned keep theirs.

    Raises AttemptClosed once the test has been handed in.
    """
    locked = _locked(attempt)
    if locked.submitted_at is not None:
        raise AttemptClosed
    item = modules.item(locked.enrolment.version, locked.item_key)
    return _keep(locked, grading.parse(item.body), answers)


def _keep(attempt: Attempt, asked: list["Question"], answers: Answers) -> Attempt:
    """Write known questions' known options; what is foreign to the test is left out."""
    for question in asked:
        if question.id in answers:
            chosen = set(answers[question.id])
            known = [option.id for option in question.options if option.id in chosen]
            attempt.answers[question.id] = known if question.takes_several else known[:1]
    attempt.saved_at = dates.now()
    attempt.save(update_fields=["answers", "saved_at"])
    return attempt


@transaction.atomic
def submit_attempt(*, attempt: Attempt, answers: Answers | None = None) -> Attempt:
    """Grade a test and state its result; handing it in twice gives the same result."""
    enrolment = attempt.enrolment
    progress = lock_for_learning(enrolment)
    locked = _locked(attempt)
    if locked.submitted_at is not None:
        return locked
    item = modules.item(enrolment.version, locked.item_key)
    asked = grading.parse(item.body)
    if answers is not None:
        _keep(locked, asked, answers)
    result = grading.grade(asked, locked.answers)
    _close(locked, item, result)
    record(progress, enrolment, _statements(enrolment, locked, result))
    return locked


def _locked(attempt: Attempt) -> Attempt:
    return (
        Attempt.objects.select_for_update(of=("self",))
        .select_related(
            "enrolment__version__module", "enrolment__offer__course", "enrolment__person"
        )
        .get(pk=attempt.pk)
    )


def _close(attempt: Attempt, item: "Item", result: "Result") -> None:
    attempt.submitted_at = dates.now()
    attempt.points = result.points
    attempt.max_points = result.max_points
    attempt.scaled = result.scaled
    attempt.passed = result.scaled * 100 >= item.pass_percent if item.graded else None
    attempt.save(update_fields=["submitted_at", "points", "max_points", "scaled", "passed"])


def _statements(enrolment: "Enrolment", attempt: Attempt, result: "Result") -> list[dict[str, Any]]:
    """Return one statement per answered question, then that of the whole test."""
    learner = learner_of(enrolment)
    activity = item_activity(enrolment, item_of(enrolment, attempt.item_key))
    batch = [
        _answered(learner, activity, attempt, entry)
        for entry in result.per_question
        if entry.answered
    ]
    ended = attempt.submitted_at or dates.now()
    outcome = test_score(
        result.scaled, result.points, result.max_points, ended - attempt.started_at
    )
    verb = COMPLETED
    if attempt.passed is not None:
        verb = PASSED if attempt.passed else FAILED
        outcome["success"] = attempt.passed
    batch.append(build(learner, verb, activity, ended, result=outcome, attempt=attempt.pk))
    return batch


def _answered(
    learner: Learner, activity: Activity, attempt: Attempt, entry: "grading.Graded"
) -> dict[str, Any]:
    question = entry.question
    choices = [(option.id, option.text, option.correct) for option in question.options]
    return build(
        learner,
        ANSWERED,
        question_activity(activity, question.id, question.prompt, choices),
        attempt.submitted_at or dates.now(),
        result=answer(sorted(entry.chosen), is_right=entry.correct, credit=entry.credit),
        attempt=attempt.pk,
    )
