"""Make all progress anew from the statements, or compare it with what they say."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models, transaction

from courses.enrolment import selectors as enrolments
from courses.learning import voices
from courses.learning.announcing import announce_when_completed
from courses.learning.events import read_events
from courses.learning.fold import State, fold
from courses.learning.models import Progress
from courses.learning.plans import plan_of
from courses.learning.projection import BATCH, lock_progress, refold
from courses.learning.retention import kept_state
from courses.learning.rows import ITEM_FIELDS, PROGRESS_FIELDS, fill_progress, item_rows
from courses.xapi import queue

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment

Rows = dict[str, dict[str, Any]]
COURSE = "course"


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that the row holds and the statements do not say."""

    registration: UUID
    place: str
    field: str
    stored: Any
    expected: Any

    def __str__(self) -> str:
        return (
            f"{self.registration} {self.place} {self.field}: "
            f"{self.stored} in the table, {self.expected} by the statements"
        )


def rebuild(*, check: bool = False) -> Iterator[Difference]:
    """Yield every difference between rows and statements; unless `check`, also mend it.

    One registration at a time and its statements as a stream, so that memory does not grow with
    the store. While it runs, learning goes on: each registration is locked only for itself.
    """
    for enrolment in enrolments.all_registrations().iterator(chunk_size=500):
        with transaction.atomic():
            yield from _check(enrolment) if check else _mend(enrolment)


def _mend(enrolment: "Enrolment") -> list[Difference]:
    found = _check(enrolment)
    pending = queue.take_pending(BATCH, registration=enrolment.registration)
    if not found and not pending:
        return []
    progress = lock_progress(enrolment)
    refold(progress, plan_of(enrolment.version))
    queue.done(row.id for row in pending)
    announce_when_completed(progress, enrolment.registration)
    return found


def _check(enrolment: "Enrolment") -> list[Difference]:
    """Compare the rows of one enrolment; what is still in the queue is not expected of them."""
    progress = Progress.objects.select_for_update(of=("self",)).filter(enrolment=enrolment).first()
    registration = enrolment.registration
    waiting = {
        row.statement_id for row in queue.take_pending(10 * BATCH, registration=registration)
    }
    plan = plan_of(enrolment.version)
    statements = (row for row in voices.statements_of(enrolment) if row.statement_id not in waiting)
    events = read_events(statements, plan.keys, plan.rules)
    state = fold(events, kept_state(enrolment, plan))
    if progress is None and not state.items:
        return []
    expected = _as_rows(fill_progress(Progress(), state, plan.items), state)
    stored = _stored_rows(progress) if progress else {}
    return list(_differences(registration, stored, expected))


def _values(row: models.Model, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _as_rows(progress: Progress, state: State) -> Rows:
    rows = {str(row.item_key): _values(row, ITEM_FIELDS) for row in item_rows(progress, state)}
    return {COURSE: _values(progress, PROGRESS_FIELDS), **rows}


def _stored_rows(progress: Progress) -> Rows:
    rows = {str(row.item_key): _values(row, ITEM_FIELDS) for row in progress.items.all()}
    return {COURSE: _values(progress, PROGRESS_FIELDS), **rows}


def _differences(registration: UUID, stored: Rows, expected: Rows) -> Iterator[Difference]:
    """Yield what differs, place by place and field by field."""
    for place in sorted(stored.keys() | expected.keys()):
        here, there = stored.get(place, {}), expected.get(place, {})
        for name in sorted(here.keys() | there.keys()):
            if here.get(name) != there.get(name):
                yield Difference(registration, place, name, here.get(name), there.get(name))
