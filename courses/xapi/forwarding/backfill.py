"""Queueing what was stored before a target was added: in chunks, and resumable at any point."""

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet

from campus.kit import dates
from courses.xapi.consistency import consistent_through
from courses.xapi.models import ForwardingTarget, OutboxEntry, Statement

CHUNK = 1000
# Writers under way when the target was added did not see it; their clocks may differ a little.
# What falls into these seconds is queued twice, which the target notices by the ids.
_MARGIN = dt.timedelta(seconds=5)


def end_of_backfill() -> dt.datetime:
    """Return up to when statements may have missed a target that has just been committed."""
    return dates.now() + _MARGIN


def queue_older(target: ForwardingTarget, *, chunk: int = CHUNK) -> int:
    """Queue the next chunk of what was stored before and return how many; 0 at the end.

    Nothing is read that a late commit could still precede.
    """
    with transaction.atomic():
        row = _locked(target)
        if row is None or row.backfill_until is None:
            return 0
        through = consistent_through()
        found = list(_older(row, min(through, row.backfill_until))[:chunk])
        OutboxEntry.objects.bulk_create(
            OutboxEntry(target=row, statement_id=statement_id) for statement_id, _ in found
        )
        if found:
            row.backfill_id, row.backfill_stored = found[-1]
        if len(found) < chunk and through >= row.backfill_until:
            row.backfill_until = None
        row.save(update_fields=["backfill_id", "backfill_stored", "backfill_until"])
        return len(found)


def _locked(target: ForwardingTarget) -> ForwardingTarget | None:
    rows = ForwardingTarget.objects.select_for_update().filter(pk=target.pk)
    return rows.first()


def _older(target: ForwardingTarget, before: dt.datetime) -> QuerySet[Statement, tuple]:
    rows = Statement.objects.filter(stored__lt=before).order_by("stored", "statement_id")
    if target.backfill_stored is not None and target.backfill_id is not None:
        later = Q(stored__gt=target.backfill_stored)
        beside = Q(stored=target.backfill_stored, statement_id__gt=target.backfill_id)
        rows = rows.filter(later | beside, stored__gte=target.backfill_stored)
    return rows.values_list("statement_id", "stored")
