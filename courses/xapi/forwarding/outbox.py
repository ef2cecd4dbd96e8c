"""The outbox of a target: the oldest entries as parcels, and what became of them."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.db.models.functions import Length

from courses.xapi.forwarding.delivery import Outcome, Parcel, Part
from courses.xapi.lookup import located
from courses.xapi.models import Attachment, ForwardingTarget, OutboxEntry

# A request holds no more than this, unless a single statement does.
MOST_BYTES = 4 * 1024 * 1024


def is_lockable() -> bool:
    """Tell whether several senders can share an outbox by row locks.

    Without them two senders may send the same statement, which the target knows by its id.
    """
    return bool(connection.features.has_select_for_update_skip_locked)


def oldest(target: ForwardingTarget, limit: int) -> list[OutboxEntry]:
    """Return the oldest entries that wait; in a transaction those of other senders are skipped."""
    rows = OutboxEntry.objects.filter(target=target, refused="").order_by("id")
    if connection.in_atomic_block and is_lockable():
        rows = rows.select_for_update(skip_locked=True)
    return list(rows[:limit])


def parcels_of(entries: Sequence[OutboxEntry]) -> list[Parcel]:
    """Return the entries' statements in their order, as many as one request should hold.

    A statement that was erased meanwhile has nothing to send: its entry is dropped.
    """
    ids = list(dict.fromkeys(entry.statement_id for entry in entries))
    raws = dict(located(ids).values_list("statement_id", "raw"))
    gone = [entry.pk for entry in entries if entry.statement_id not in raws]
    if gone:
        OutboxEntry.objects.filter(pk__in=gone).delete()
    chosen = _fitting([key for key in ids if key in raws], raws)
    attachments = _attachments_of(chosen)
    return [Parcel(key, raws[key], tuple(attachments.get(key, ()))) for key in chosen]


def settle(entries: Sequence[OutboxEntry], outcome: Outcome) -> None:
    """Take out what was accepted and mark what is refused for good."""
    done = set(outcome.done)
    OutboxEntry.objects.filter(pk__in=[e.pk for e in entries if e.statement_id in done]).delete()
    refused = [entry for entry in entries if entry.statement_id in outcome.refused]
    for entry in refused:
        entry.refused = outcome.refused[entry.statement_id]
    OutboxEntry.objects.bulk_update(refused, ["refused"])


def _fitting(ids: Sequence[UUID], raws: dict[UUID, str]) -> list[UUID]:
    sizes = {key: len(raws[key]) for key in ids}
    lengths = Attachment.objects.filter(statement_id__in=ids).annotate(size=Length("content__data"))
    for key, size in lengths.values_list("statement_id", "size"):
        sizes[key] += size
    chosen: list[UUID] = []
    total = 0
    for key in ids:
        total += sizes[key]
        if chosen and total > MOST_BYTES:
            break
        chosen.append(key)
    return chosen


def _attachments_of(ids: Sequence[UUID]) -> dict[UUID, list[Part]]:
    found: dict[UUID, list[Part]] = {}
    rows = Attachment.objects.filter(statement_id__in=ids).select_related("content")
    for row in rows.order_by("id"):
        part = (row.content_id, row.content_type, bytes(row.content.data))
        found.setdefault(row.statement_id, []).append(part)
    return found
