"""Close a test, handed in or out of time: grade it and state its result."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from campus.kit import dates
from campus.kit.prepared import PreparedObjects
from courses.learning.activities import item_activity, learner_of
from courses.learning.models import Attempt, Progress
from courses.learning.projection import lock_progress
from courses.learning.services import renewing
from courses.learning.services.recording import UnknownItem, record
from courses.learning.statements import (
    Activity,
    Learner,
    build,
    question_activity,
    question_result,
    test_score,
)
from courses.learning.timing import GRACE, is_over
from courses.modules import questions as grading
from courses.modules import selectors as modules
from courses.modules.papers import Paper, paper_of
from courses.xapi.vocabulary import ANSWERED, COMPLETED, FAILED, PASSED

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from courses.learning.renewals import Verdict
    from courses.modules.models import ModuleVersion
    from courses.modules.questions import Result
    from courses.modules.selectors import OutlineItem

AT_ONCE = 200


def close_if_over(*, enrolment: "Enrolment", key: UUID) -> Attempt | None:
    """Close the open attempt at a test if its time is up; return it, None where there is none."""
    open_ones = Attempt.objects.filter(
        enrolment=enrolment, item_key=key, submitted_at__isnull=True, ends_at__isnull=False
    )
    attempt = open_ones.filter(ends_at__lt=dates.now() - GRACE).first()
    return None if attempt is None else _close_overdue(attempt.pk)


def close_overdue() -> int:
    """Close attempts whose time is up and whose people did not come back; return how many.

    Each in a transaction of its own; one call takes a limited number, the next one the rest.
    """
    rows = Attempt.objects.filter(submitted_at__isnull=True, ends_at__lt=dates.now() - GRACE)
    keys = list(rows.order_by("ends_at").values_list("pk", flat=True)[:AT_ONCE])
    for key in keys:
        _close_overdue(key)
    return len(keys)


@transaction.atomic
def _close_overdue(key: UUID) -> Attempt:
    """Close one attempt, unless it has been closed in the meantime."""
    attempt = _with_seat(key)
    progress = lock_progress(attempt.enrolment)
    row = locked(attempt)
    if row.submitted_at is not None or not is_over(row.ends_at, dates.now()):
        return row
    return close(row, attempt.enrolment, progress)


def locked(attempt: Attempt) -> Attempt:
    """Return the attempt as it is now, locked until the transaction ends; one query."""
    row = _locked.first(attempt.pk)
    if row is None:
        raise Attempt.DoesNotExist
    return row


@PreparedObjects
def _locked(key: UUID) -> QuerySet[Attempt]:
    rows = Attempt.objects.select_for_update(of=("self",)).select_related("version")
    return rows.filter(pk=key)


def _with_seat(key: UUID) -> Attempt:
    return Attempt.objects.select_related(
        "enrolment__version__module", "enrolment__offer__course", "enrolment__person", "version"
    ).get(pk=key)


def close(attempt: Attempt, enrolment: "Enrolment", progress: Progress) -> Attempt:
    """Grade the locked attempt by the version it was begun on, and state the result."""
    version = attempt.version or enrolment.version
    paper = paper_of(version, attempt.item_key)
    if paper is None:
        raise UnknownItem(attempt.item_key)
    result = grading.grade(paper.asked(attempt.asked), attempt.answers)
    verdict = renewing.verdict_on(enrolment, progress, attempt, result)
    _fill(attempt, paper, result, verdict)
    batch = _statements(enrolment, item_in(version, attempt.item_key), attempt, result)
    if verdict is not None:
        renewing.described(batch[-1], enrolment, attempt, verdict)
        batch += renewing.waivers(enrolment, attempt, verdict, attempt.submitted_at)
    record(progress, enrolment, batch)
    return attempt


def item_in(version: "ModuleVersion", key: UUID) -> "OutlineItem":
    """Return the item of a version; raises UnknownItem."""
    items = (item for unit in modules.outline(version) for item in unit.items)
    found = next((item for item in items if item.key == key), None)
    if found is None:
        raise UnknownItem(key)
    return found


def _fill(attempt: Attempt, paper: Paper, result: "Result", verdict: "Verdict | None") -> None:
    """Write the result; a test closed by time ends when its time ended."""
    now = dates.now()
    attempt.timed_out = is_over(attempt.ends_at, now)
    attempt.submitted_at = attempt.ends_at if attempt.timed_out and attempt.ends_at else now
    attempt.points = result.points
    attempt.max_points = result.max_points
    attempt.scaled = result.scaled
    attempt.passed = renewing.has_enough(result, paper) if paper.graded else None
    if verdict is not None:
        attempt.passed = verdict.passed
    names = ["submitted_at", "timed_out", "points", "max_points", "scaled", "passed"]
    attempt.save(update_fields=names)


def _statements(
    enrolment: "Enrolment", item: "OutlineItem", attempt: Attempt, result: "Result"
) -> list[dict[str, Any]]:
    """Return one statement per question answered in this attempt, then that of the whole test."""
    learner = learner_of(enrolment)
    activity = item_activity(enrolment, item)
    batch = [
        _answered(learner, activity, attempt, entry)
        for entry in result.per_question
        if entry.answered and entry.question.id not in attempt.kept
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
    return build(
        learner,
        ANSWERED,
        question_activity(activity, entry.question),
        attempt.submitted_at or dates.now(),
        result=question_result(entry),
        attempt=attempt.pk,
    )
