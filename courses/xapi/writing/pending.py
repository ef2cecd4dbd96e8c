"""Rows of the projections' queue; rooms above use courses.xapi.queue."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from courses.xapi.models import PendingStatement


@dataclass(frozen=True, slots=True)
class Pending:
    """One row of the queue."""

    id: int
    statement_id: UUID
    registration: UUID


def take_pending(limit: int, *, registration: UUID | None = None) -> list[Pending]:
    """Return up to `limit` rows, oldest first, of one registration if given.

    In a transaction on PostgreSQL the rows stay locked and those of other workers are skipped.
    """
    rows = PendingStatement.objects.order_by("id")
    if registration is not None:
        rows = rows.filter(registration=registration)
    if connection.in_atomic_block and connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    return [Pending(row.id, row.statement_id, row.registration) for row in rows[:limit]]


def pending_registrations() -> Iterator[UUID]:
    """Return the registrations that have rows in the queue, each once."""
    rows = PendingStatement.objects.order_by("registration")
    return rows.values_list("registration", flat=True).distinct().iterator(chunk_size=1000)


def done(ids: Iterable[int]) -> int:
    """Delete rows that have been folded; return how many there were."""
    deleted, _ = PendingStatement.objects.filter(id__in=list(ids)).delete()
    return deleted
