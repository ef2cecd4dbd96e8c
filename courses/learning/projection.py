"""Fold the pending statements of a registration into its rows.

The row of Progress is the lock: one process at a time folds a registration. Exactly the rows of
the queue that were read are deleted, in the same transaction, so that nothing is lost or folded
into nowhere. Folding twice does no harm, since the fold is idempotent.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import DatabaseError, transaction

from campus.kit import after_commit
from courses.enrolment import selectors as enrolments
from courses.learning import voices
from courses.learning.announcing import announce_when_completed
from courses.learning.events import read_events
from courses.learning.fold import State, fold
from courses.learning.milestones import milestones_of
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
from courses.learning.signals import milestone_reached
from courses.xapi import queue
from courses.xapi import selectors as store
from courses.xapi.selectors import StatementRow
from courses.xapi.vocabulary import VOIDED

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment

BATCH = 1000
CHUNK = 5000
Statements = Mapping[UUID, StatementRow]
NOTHING_READ: Statements = {}
logger = logging.getLogger(__name__)


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


def project_locked(
    progress: Progress, enrolment: "Enrolment", read: Statements = NOTHING_READ
) -> Progress:
    """Fold what is pending into the locked rows, and see to it that a completion is announced.

    `read` holds statements that were read ahead.
    """
    plan = plan_of(enrolment.version)
    before = milestones_of(progress, enrolment.version.terms)
    while pending := queue.take_pending(BATCH, registration=enrolment.registration):
        rows = _statements(pending, read)
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
    announce_when_completed(progress, enrolment.registration)
    if milestones_of(progress, enrolment.version.terms) - before:
        after_commit.announce(milestone_reached, Progress, registration=enrolment.registration)
    return progress


def refold(progress: Progress, plan: Plan) -> None:
    """Write the locked rows of a registration anew from all its statements, streamed."""
    enrolment = progress.enrolment
    events = read_events(voices.statements_of(enrolment), plan.keys, plan.rules)
    state = fold(events, kept_state(enrolment, plan))
    progress.items.exclude(item_key__in=list(state.items)).delete()
    save_state(progress, state, plan)


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


def project_pending() -> int:
    """Fold what is pending in chunks; return how many registrations were folded.

    One that fails is reported and left in the queue: it must not hold up the others. Several
    workers may sweep at the same time: each leaves alone what another has locked, and comes back to
    it at the end. What arrives meanwhile is left to the next sweep.
    """
    sweep = Sweep()
    after, until = 0, queue.newest()
    while chunk := queue.peek(CHUNK, after=after, until=until):
        after = chunk[-1].id
        sweep.take(chunk)
    sweep.come_back()
    return sweep.folded


class Sweep:
    """One walk through the queue: what it has folded, and what it left for later or for good."""

    def __init__(self) -> None:
        self.folded = 0
        self.busy: set[UUID] = set()
        self.failed: set[UUID] = set()

    def take(self, chunk: list[queue.Pending]) -> None:
        """Drop what belongs to no enrolment at once, and fold the others one by one."""
        wanted = {row.registration for row in chunk} - self.failed - self.busy
        seats = _seats(wanted)
        foreign = {row.registration for row in chunk} - seats.keys() - self.failed - self.busy
        if queue.drop(row.id for row in chunk if row.registration in foreign):
            self.folded += len(foreign)
        read = _read_ahead(row.statement_id for row in chunk if row.registration in seats)
        for enrolment in seats.values():
            self._attempt(enrolment.registration, partial(project_unless_busy, enrolment, read))

    def come_back(self) -> None:
        """Fold what another process had locked, unless it has folded all of it."""
        for registration in queue.waiting_among(self.busy):
            self._attempt(registration, partial(_project_whole, registration))

    def _attempt(self, registration: UUID, fold_it: Callable[[], bool]) -> None:
        try:
            if fold_it():
                self.folded += 1
            else:
                self.busy.add(registration)
        except (DatabaseError, ValueError, LookupError):
            self.failed.add(registration)
            logger.exception("Registration %s could not be projected.", registration)


@transaction.atomic
def project_unless_busy(enrolment: "Enrolment", read: Statements) -> bool:
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
    project_locked(progress, enrolment, read)
    return True


def _project_whole(registration: UUID) -> bool:
    project(registration)
    return True


def _seats(registrations: set[UUID]) -> "dict[UUID, Enrolment]":
    """Return the enrolments behind the registrations in one query."""
    rows = enrolments.all_registrations().filter(registration__in=registrations)
    return {row.registration: row for row in rows.select_related(*enrolments.RELATED)}


def _read_ahead(ids: Iterable[UUID]) -> Statements:
    """Return the statements of many seats in two queries; one that cannot be read spoils nothing.

    A statement that is voided after this brings a row of its own into the queue.
    """
    try:
        return {row.statement_id: row for row in store.statements_with(ids)}
    except (ValueError, LookupError):
        return {}


def _statements(pending: list[queue.Pending], read: Statements) -> list[StatementRow]:
    """Return the statements of rows of the queue, those read ahead without a query."""
    missing = [row.statement_id for row in pending if row.statement_id not in read]
    found = [read[row.statement_id] for row in pending if row.statement_id in read]
    return found + store.statements_with(missing) if missing else found
