"""Fold the pending statements of a registration into its rows.

The row of Progress is the lock: one process at a time folds a registration. Exactly the rows of
the queue that were read are deleted, in the same transaction, so that nothing is lost or folded
into nowhere. Folding twice does no harm, since the fold is idempotent.

How many registrations are folded at once is in courses.learning.crowds.
"""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from campus.kit import after_commit
from courses.enrolment import selectors as enrolments
from courses.learning import voices
from courses.learning.announcing import announce_when_completed
from courses.learning.events import read_events
from courses.learning.fold import State, fold
from courses.learning.milestones import Milestone, milestones_of
from courses.learning.models import ItemProgress, Progress
from courses.learning.plans import Plan, plan_of
from courses.learning.retention import kept_state
from courses.learning.rows import (
    ITEM_FIELDS,
    PROGRESS_FIELDS,
    fill_progress,
    item_rows,
    read_state,
)
from courses.learning.signals import milestone_reached, past_changed
from courses.xapi import queue
from courses.xapi import selectors as store
from courses.xapi.vocabulary import VOIDED

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment

BATCH = 1000


def lock_progress(enrolment: "Enrolment") -> Progress:
    """Return the progress of the enrolment, locked until the transaction ends."""
    progress, is_new = Progress.objects.get_or_create(enrolment=enrolment)
    if is_new:
        save_state(progress, State(), plan_of(enrolment.version))
    return (
        Progress.objects.select_for_update(of=("self",))
        .select_related("enrolment")
        .get(enrolment=enrolment)
    )


@transaction.atomic
def project(registration: UUID) -> Progress | None:
    """Fold what is pending for a registration; return its progress, None for a foreign one."""
    enrolment = enrolments.enrolment_with(registration)
    if enrolment is None:
        drop_pending(registration)
        return None
    return project_locked(lock_progress(enrolment), enrolment)


def project_locked(progress: Progress, enrolment: "Enrolment") -> Progress:
    """Fold what is pending into the locked rows, and see to it that a completion is announced."""
    plan = plan_of(enrolment.version)
    before = milestones_of(progress, enrolment.version.terms)
    while pending := queue.take_pending(BATCH, registration=enrolment.registration):
        rows = store.statements_with(row.statement_id for row in pending)
        if any(row.verb == VOIDED.iri for row in rows):
            # What was folded cannot be taken out of a minimum or maximum again.
            refold(progress, plan)
        else:
            known = read_state(progress, progress.items.all())
            said = voices.counted(rows, enrolment)
            save_state(progress, fold(read_events(said, plan.keys, plan.rules), known), plan)
        queue.done(row.id for row in pending)
        if len(pending) < BATCH:
            break
    announce_what_is_new(progress, enrolment, before)
    return progress


def announce_what_is_new(
    progress: Progress, enrolment: "Enrolment", before: frozenset[Milestone]
) -> None:
    """Tell after the commit of a completion, and of milestones that were not reached before."""
    announce_when_completed(progress, enrolment.registration)
    if milestones_of(progress, enrolment.version.terms) - before:
        after_commit.announce(milestone_reached, Progress, registration=enrolment.registration)


def refold(progress: Progress, plan: Plan) -> None:
    """Write the locked rows of a registration anew from all its statements, streamed."""
    enrolment = progress.enrolment
    events = read_events(voices.statements_of(enrolment), plan.keys, plan.rules)
    state = fold(events, kept_state(enrolment, plan))
    progress.items.exclude(item_key__in=list(state.items)).delete()
    save_state(progress, state, plan)
    after_commit.announce(past_changed, Progress, module_ids=[enrolment.version.module_id])


def save_state(progress: Progress, state: State, plan: Plan) -> None:
    """Save the rows of a state: two writes, however many items there are."""
    fill_progress(progress, state, plan.items).save(update_fields=PROGRESS_FIELDS)
    ItemProgress.objects.bulk_create(
        item_rows(progress, state),
        update_conflicts=True,
        unique_fields=["progress", "item_key"],
        update_fields=ITEM_FIELDS,
    )


def drop_pending(registration: UUID) -> None:
    """Forget what is pending for a registration that belongs to no enrolment."""
    while pending := queue.take_pending(BATCH, registration=registration):
        queue.done(row.id for row in pending)


@transaction.atomic
def project_unless_busy(enrolment: "Enrolment") -> bool:
    """Fold what is pending for a seat; tell whether it could be done without waiting.

    The seat was read some time ago: if it has changed its edition, somebody is at work on it.
    """
    locked = Progress.objects.select_for_update(of=("self",), skip_locked=True)
    progress = locked.select_related("enrolment").filter(enrolment=enrolment).first()
    if progress is None:
        if Progress.objects.filter(enrolment=enrolment).exists():
            return False
        progress = lock_progress(enrolment)
    if progress.enrolment.version_id != enrolment.version_id:
        return False
    project_locked(progress, enrolment)
    return True
