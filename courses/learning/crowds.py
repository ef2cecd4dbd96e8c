"""Fold the pending statements of many registrations together: a number of queries, not per seat.

It is the same fold as for one registration (courses.learning.projection): the rows of Progress are
the locks, exactly the rows of the queue that were read are deleted, in one transaction. Statements
are read after the locks were taken, so that none is folded that was voided before.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from courses.learning import voices
from courses.learning.events import read_events
from courses.learning.fold import State, fold
from courses.learning.milestones import milestones_of
from courses.learning.models import ItemProgress, Progress
from courses.learning.plans import plan_of
from courses.learning.projection import announce_what_is_new, project_locked
from courses.learning.rows import (
    ITEM_FIELDS,
    PROGRESS_FIELDS,
    fill_progress,
    item_rows,
    read_state,
)
from courses.xapi import queue
from courses.xapi import selectors as store
from courses.xapi.selectors import StatementRow
from courses.xapi.vocabulary import VOIDED

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment

Seats = Mapping[UUID, "Enrolment"]
_values_of = attrgetter(*PROGRESS_FIELDS)
_moment = attrgetter("timestamp", "stored", "statement_id")


@transaction.atomic
def project_together(seats: Seats, pending: Iterable[int]) -> set[UUID]:
    """Fold these rows of the queue for these seats; return the registrations that were folded.

    The others are being worked on by somebody else, or their edition has changed meanwhile.
    """
    locked = _locked(seats)
    held = [row for row in queue.hold(pending) if row.registration in locked]
    said = _statements(held)
    folding = _Folding(seats, said)
    for registration, progress in locked.items():
        folding.take(registration, progress)
    folding.save()
    queue.done(row.id for row in held)
    return set(locked)


def _locked(seats: Seats) -> dict[UUID, Progress]:
    """Return the rows that nobody else has locked, with their items; missing ones are made."""
    by_enrolment = {seat.pk: seat for seat in seats.values()}
    known = Progress.objects.filter(enrolment__in=by_enrolment)
    missing = by_enrolment.keys() - set(known.values_list("enrolment_id", flat=True))
    Progress.objects.bulk_create(
        # In the order of their keys: of two sweeps one waits for the other, never both.
        [_empty(by_enrolment[key]) for key in sorted(missing)],
        ignore_conflicts=True,
    )
    rows = (
        Progress.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(enrolment__in=by_enrolment)
        .select_related("enrolment")
        .prefetch_related("items")
        .order_by("enrolment_id")
    )
    return {
        row.enrolment.registration: row
        for row in rows
        if row.enrolment.version_id == by_enrolment[row.enrolment_id].version_id
    }


def _empty(seat: "Enrolment") -> Progress:
    return fill_progress(Progress(enrolment=seat), State(), plan_of(seat.version).items)


def _statements(held: Collection[queue.Pending]) -> dict[UUID, list[StatementRow]]:
    """Return the statements behind rows of the queue by registration, in their order."""
    places = {row.statement_id: row.registration for row in held}
    said: dict[UUID, list[StatementRow]] = defaultdict(list)
    for row in sorted(store.statements_with(places), key=_moment):
        said[places[row.statement_id]].append(row)
    return said


class _Folding:
    """What many seats have become, to be written at once."""

    def __init__(self, seats: Seats, said: Mapping[UUID, Sequence[StatementRow]]) -> None:
        self.seats = seats
        self.said = said
        self.own = voices.keys_of_learners(
            (row for rows in said.values() for row in rows), seats.values()
        )
        self.changed: list[Progress] = []
        self.items: list[ItemProgress] = []

    def take(self, registration: UUID, progress: Progress) -> None:
        """Fold what was said of one seat."""
        seat, rows = self.seats[registration], self.said.get(registration, [])
        if any(row.verb == VOIDED.iri for row in rows):
            # What was folded cannot be taken out of a minimum or maximum again.
            project_locked(progress, seat)
            return
        plan = plan_of(seat.version)
        before, values = milestones_of(progress, seat.version.terms), _values_of(progress)
        known = read_state(progress, progress.items.all())
        counted = voices.counted(rows, seat, self.own.get(seat.person_id))
        state = fold(read_events(counted, plan.keys, plan.rules), known)
        if _values_of(fill_progress(progress, state, plan.items)) != values:
            self.changed.append(progress)
        new = {key: item for key, item in state.items.items() if known.items.get(key) != item}
        self.items += item_rows(progress, State(new))
        announce_what_is_new(progress, seat, before)

    def save(self) -> None:
        """Write what has changed: two writes, however many seats there are."""
        Progress.objects.bulk_create(
            self.changed,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=PROGRESS_FIELDS,
        )
        ItemProgress.objects.bulk_create(
            self.items,
            update_conflicts=True,
            unique_fields=["progress", "item_key"],
            update_fields=ITEM_FIELDS,
        )
