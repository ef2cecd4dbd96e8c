"""Tell the rooms above, once, that a course has been completed."""

import datetime as dt
import logging
from typing import Any
from uuid import UUID

from django.db import transaction

from campus.kit import dates
from courses.learning.activities import learner_of
from courses.learning.models import Progress
from courses.learning.signals import course_completed
from courses.learning.statements import build, number, with_id
from courses.xapi import queue
from courses.xapi.errors import StatementConflict
from courses.xapi.services import platform_authority, store
from courses.xapi.vocabulary import COMPLETED, PASSED, Verb

QUEUE_LIMIT = 1000
logger = logging.getLogger(__name__)
RELATED = ("enrolment__offer__course", "enrolment__version", "enrolment__person")


def announce_when_completed(progress: Progress, registration: UUID) -> None:
    """Announce a completion after the commit, unless that has been done."""
    if progress.completed_at is not None and progress.announced_at is None:
        transaction.on_commit(lambda: announce(registration))


@transaction.atomic
def announce(registration: UUID) -> bool:
    """Send `course_completed` and note it in one transaction; tell whether it was sent now.

    What receivers write is committed together with the note: a crash undoes both, and the sweep
    tries again. A receiver that fails is reported by Django and does not stop the others.
    """
    progress = (
        Progress.objects.select_for_update(of=("self",))
        .select_related(*RELATED)
        .filter(enrolment__registration=registration)
        .filter(announced_at__isnull=True, completed_at__isnull=False)
        .first()
    )
    if progress is None:
        return False
    progress.announced_at = dates.now()
    progress.save(update_fields=["announced_at"])
    record_completion(progress)
    course_completed.send_robust(
        Progress,
        registration=registration,
        person_id=progress.enrolment.person_id,
        course_id=progress.enrolment.offer.course_id,
        version_id=progress.enrolment.version_id,
        completed_at=progress.completed_at,
        passed_at=progress.passed_at,
        score_scaled=progress.score_scaled,
    )
    return True


def record_completion(progress: Progress) -> None:
    """State once that the course was completed, and passed where it holds graded tests.

    The fold reads items only, so that these statements are taken off its queue at once.
    """
    enrolment = progress.enrolment
    learner = learner_of(enrolment)
    facts: list[tuple[Verb, dt.datetime | None, dict[str, Any]]] = [
        (COMPLETED, progress.completed_at, {"completion": True})
    ]
    if progress.passed_at is not None:
        scaled = progress.score_scaled
        score = {} if scaled is None else {"score": {"scaled": number(scaled)}}
        facts.append((PASSED, progress.passed_at, {"success": True, **score}))
    batch = [
        with_id(
            build(learner, verb, learner.course, at, result=result),
            f"{learner.course.iri}/{enrolment.registration}/{verb.iri}",
        )
        for verb, at, result in facts
        if at is not None
    ]
    try:
        ids = set(store(batch, authority=platform_authority()))
    except StatementConflict:
        logger.warning("The completion of %s has been stated before.", enrolment.registration)
        return
    rows = queue.take_pending(QUEUE_LIMIT, registration=enrolment.registration)
    queue.done(row.id for row in rows if row.statement_id in ids)


def announce_forgotten() -> int:
    """Announce completions whose news a crash has swallowed; return how many there were."""
    waiting = Progress.objects.filter(announced_at__isnull=True, completed_at__isnull=False)
    registrations = waiting.values_list("enrolment__registration", flat=True)
    return sum(announce(registration) for registration in list(registrations))
