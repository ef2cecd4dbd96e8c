"""Change over to a newer edition of a course; the learner decides."""

from typing import TYPE_CHECKING

from django.db import transaction

from campus.kit.after_commit import announce
from courses.enrolment import services as enrolments
from courses.learning.announcing import announce_when_completed
from courses.learning.errors import AttemptIsOpen, EditionHasChanged, NothingToMoveTo
from courses.learning.milestones import milestones_of
from courses.learning.models import Attempt, Progress
from courses.learning.plans import plan_of
from courses.learning.projection import project_locked, refold
from courses.learning.services.recording import lock_for_learning
from courses.learning.signals import milestone_reached
from courses.modules import selectors as modules

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment


@transaction.atomic
def move_to_newest(*, enrolment: "Enrolment", version_id: int) -> Progress:
    """Let a seat change over to the newest edition and fold its statements by what that asks.

    What was done under a rule that is still the same stays done. Raises NothingToMoveTo,
    EditionHasChanged where `version_id` is no longer the newest, AttemptIsOpen.
    """
    progress = lock_for_learning(enrolment)
    newest = modules.newer_edition(enrolment.version)
    if newest is None or progress.completed_at is not None:
        raise NothingToMoveTo
    if newest.pk != version_id:
        raise EditionHasChanged
    _refuse_open_attempts(enrolment)
    project_locked(progress, enrolment)
    moved = enrolments.teach_from(enrolment=enrolment, version=newest)
    return fold_anew(progress, moved)


def _refuse_open_attempts(enrolment: "Enrolment") -> None:
    """Raise AttemptIsOpen if a test has been begun: its answers belong to its questions."""
    attempt = Attempt.objects.filter(enrolment=enrolment, submitted_at=None).first()
    if attempt is not None:
        raise AttemptIsOpen(title=modules.item(enrolment.version, attempt.item_key).title)


def fold_anew(progress: Progress, enrolment: "Enrolment") -> Progress:
    """Write the locked rows anew from all statements, and announce what that completes."""
    refold(progress, plan_of(enrolment.version))
    announce_when_completed(progress, enrolment.registration)
    if milestones_of(progress, enrolment.version.terms):
        announce(milestone_reached, Progress, registration=enrolment.registration)
    return progress


@transaction.atomic
def recalculate(*, enrolment: "Enrolment") -> Progress:
    """Make the progress of one seat anew from its statements, as its learner may ask."""
    progress = lock_for_learning(enrolment)
    project_locked(progress, enrolment)
    return fold_anew(progress, enrolment)
