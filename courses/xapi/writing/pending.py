"""Rows of the projections' queue; rooms above use courses.xapi.queue."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

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
    return _read(rows[:limit])


def peek(limit: int, *, after: int, until: int) -> list[Pending]:
    """Return up to `limit` rows with ids beyond `after` and up to `until`, without locking them."""
    rows = PendingStatement.objects.filter(id__gt=after, id__lte=until).order_by("id")[:limit]
    return _read(rows)


def newest() -> int:
    """Return the highest id in the queue; 0 when it is empty."""
    return PendingStatement.objects.order_by("-id").values_list("id", flat=True).first() or 0


def hold(ids: Iterable[int]) -> list[Pending]:
    """Return those of the rows that no other process holds, locked until the transaction ends."""
    rows = PendingStatement.objects.filter(id__among=ids).order_by("id")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    return _read(rows)


def drop(ids: Iterable[int]) -> int:
    """Delete those of the rows that no other process holds; return how many there were."""
    chosen = list(ids)
    if not chosen:
        return 0
    wanted = PendingStatement.objects.filter(id__among=chosen)
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            held = wanted.order_by("id").select_for_update(skip_locked=True)
            return done(held.values_list("id", flat=True))
        return wanted.delete()[0]


def waiting_among(registrations: Collection[UUID]) -> list[UUID]:
    """Return those of the registrations that still have rows in the queue."""
    if not registrations:
        return []
    rows = PendingStatement.objects.filter(registration__among=registrations).order_by(
        "registration"
    )
    return list(rows.values_list("registration", flat=True).distinct())


def done(ids: Iterable[int]) -> int:
    """Delete rows that have been folded; return how many there were."""
    deleted, _ = PendingStatement.objects.filter(id__among=list(ids)).delete()
    return deleted


def _read(rows: QuerySet[PendingStatement]) -> list[Pending]:
    return [Pending(*row) for row in rows.values_list("id", "statement_id", "registration")]
