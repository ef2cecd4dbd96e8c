"""Open an item, finish a lesson, keep the place in a recording."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from campus.kit import dates
from courses.learning.activities import item_activity, learner_of
from courses.learning.errors import BadPosition, NotALesson
from courses.learning.events import LONGEST_SECONDS
from courses.learning.models import Progress
from courses.learning.services.recording import (
    item_of,
    item_progress,
    lock_for_learning,
    record,
)
from courses.learning.statements import build, stopped_at
from courses.xapi.vocabulary import COMPLETED, EXPERIENCED, INITIALIZED, PROGRESSED

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment

# Opening the same item again is news only after a while: reloading a page is not learning.
QUIET = dt.timedelta(minutes=10)


@transaction.atomic
def open_item(*, enrolment: "Enrolment", key: UUID) -> Progress:
    """Note that an item was opened, so that the way back leads to it; the first time begins
    the course.

    Raises SeatNotConfirmed, and UnknownItem for an item of another course.
    """
    item = item_of(enrolment, key)
    progress = lock_for_learning(enrolment)
    now = dates.now()
    if progress.last_item_key == key and progress.last_at and progress.last_at > now - QUIET:
        return progress
    learner = learner_of(enrolment)
    statements = [build(learner, EXPERIENCED, item_activity(enrolment, item), now)]
    if progress.started_at is None:
        statements.insert(0, build(learner, INITIALIZED, learner.course, now))
    return record(progress, enrolment, statements)


@transaction.atomic
def finish_lesson(*, enrolment: "Enrolment", key: UUID) -> Progress:
    """Complete a lesson; doing it twice changes nothing. Raises NotALesson for a test."""
    item = item_of(enrolment, key)
    if item.kind != "lesson":
        raise NotALesson
    progress = lock_for_learning(enrolment)
    known = item_progress(progress, key)
    if known is not None and known.completed_at is not None:
        return progress
    statement = build(
        learner_of(enrolment),
        COMPLETED,
        item_activity(enrolment, item),
        dates.now(),
        result={"completion": True},
    )
    return record(progress, enrolment, [statement])


@transaction.atomic
def record_position(*, enrolment: "Enrolment", key: UUID, seconds: Decimal) -> Progress:
    """Keep the second at which a recording was left. Raises BadPosition."""
    if not seconds.is_finite() or not 0 <= seconds <= LONGEST_SECONDS:
        raise BadPosition
    item = item_of(enrolment, key)
    progress = lock_for_learning(enrolment)
    known = item_progress(progress, key)
    place = seconds.quantize(Decimal("0.1"))
    if known is not None and known.position_seconds == place:
        return progress
    statement = build(
        learner_of(enrolment),
        PROGRESSED,
        item_activity(enrolment, item),
        dates.now(),
        result=stopped_at(place),
    )
    return record(progress, enrolment, [statement])
