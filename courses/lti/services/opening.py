"""Note that a learner was led to a content; where that is all its rule asks for, it is done."""

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from campus.kit import dates
from courses.learning.activities import item_activity, learner_of
from courses.learning.services.recording import item_of, item_progress, lock_for_learning, record
from courses.learning.statements import build
from courses.modules import completion
from courses.xapi.vocabulary import COMPLETED, INITIALIZED

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment


def note_opening(enrolment: "Enrolment", item_key: UUID) -> None:
    """State the opening. Raises SeatNotConfirmed or UnknownItem."""
    item, now = item_of(enrolment, item_key), dates.now()
    learner, activity = learner_of(enrolment), item_activity(enrolment, item)
    progress = lock_for_learning(enrolment)
    said = [build(learner, INITIALIZED, replace(activity, rule=""), now)]
    known = item_progress(progress, item_key)
    is_done = known is not None and known.completed_at is not None
    if item.rule == completion.OPENED and not is_done:
        said.append(build(learner, COMPLETED, activity, now, result={"completion": True}))
    record(progress, enrolment, said)
