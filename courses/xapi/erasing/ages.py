"""Erasing by age: statements stored, and people's documents last changed, before a date.

On PostgreSQL a month that lies wholly before the date goes with its partition, which leaves no
holes in the table; elsewhere, and for the rest, statements are deleted in chunks.
"""

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth

from campus.kit import dates
from courses.xapi.erasing.removal import CHUNK, Removed, remove, unlink
from courses.xapi.errors import ErasureRefused
from courses.xapi.models import Attachment, Document, Erasure, PendingStatement, Statement
from courses.xapi.partitions import TABLE, month_after, name_of, partitions
from courses.xapi.writing.insertion import retried

_LOCK_ATTEMPTS = 5
# Profiles of activities are about content, not about people.
_OF_PEOPLE = (Document.Kind.STATE, Document.Kind.AGENT_PROFILE)


@dataclass(frozen=True, slots=True)
class AgeCount:
    """How much of one month and one authority, or kind of document, an erasure would take."""

    month: dt.date
    of: str
    statements: int = 0
    attachments: int = 0
    documents: int = 0


def count_before(before: dt.datetime) -> list[AgeCount]:
    """Return what erasing by age would take, by month and authority, without changing anything."""
    old = _statements_before(before)
    attached = Attachment.objects.filter(statement__stored__lt=before)
    attachments = {
        (month, authority): number
        for month, authority, number in attached.annotate(
            month=TruncMonth("statement__stored", tzinfo=dt.UTC)
        )
        .values_list("month", "statement__authority_key")
        .annotate(Count("pk"))
    }
    counts = [
        AgeCount(month.date(), authority, number, attachments.get((month, authority), 0))
        for month, authority, number in old.annotate(month=TruncMonth("stored", tzinfo=dt.UTC))
        .values_list("month", "authority_key")
        .annotate(Count("pk"))
        .order_by("month", "authority_key")
    ]
    documents = _documents_before(before).annotate(month=TruncMonth("updated_at", tzinfo=dt.UTC))
    kinds = documents.values_list("month", "kind").annotate(Count("pk")).order_by("month", "kind")
    return counts + [AgeCount(month.date(), kind, documents=n) for month, kind, n in kinds]


def erase_before(before: dt.datetime, *, requested_by: str = "") -> Erasure:
    """Erase what is older, and note how much it was.

    Raises ErasureRefused for a date to come, and while statements of that time are still unfolded:
    they would be lost to the progress. May be called again after a crash.
    """
    if before > dates.now():
        raise ErasureRefused(reason="The date lies in the future.")
    if PendingStatement.objects.filter(queued_at__lt=before).exists():
        raise ErasureRefused(
            reason="Statements from before that date still wait to be folded into progress. "
            "Start the worker and try again."
        )
    removed = Removed()
    for month in _whole_months(before):
        removed += _erase_month(month)
    removed += _removed(_statements_before(before))
    documents, _ = _documents_before(before).delete()
    return Erasure.objects.create(
        kind=Erasure.Kind.AGE,
        policy=Erasure.Policy.DELETE,
        before=before,
        statements=removed.statements,
        documents=documents,
        attachments=removed.attachments,
        requested_by=requested_by,
    )


def erased_before() -> dt.datetime | None:
    """Return up to when statements have been erased by age, None if that never happened."""
    latest = Erasure.objects.filter(kind=Erasure.Kind.AGE).order_by("-before").first()
    return latest.before if latest else None


def _statements_before(before: dt.datetime) -> QuerySet[Statement]:
    return Statement.objects.filter(stored__lt=before)


def _documents_before(before: dt.datetime) -> QuerySet[Document]:
    return Document.objects.filter(updated_at__lt=before, kind__in=_OF_PEOPLE)


def _oldest(rows: QuerySet[Statement]) -> QuerySet[Statement]:
    return rows.order_by("stored", "statement_id")[:CHUNK]


def _removed(rows: QuerySet[Statement]) -> Removed:
    """Delete statements, the oldest first, in chunks of their own transaction."""
    total = Removed()
    while chunk := list(_oldest(rows)):
        total += retried(partial(remove, chunk), also=(IntegrityError,))
    return total


def _whole_months(before: dt.datetime) -> Iterator[dt.datetime]:
    """Yield the months whose partitions lie wholly before a time."""
    if connection.vendor != "postgresql":
        return
    for name in partitions():
        digits = name.removeprefix(f"{TABLE}_")
        try:
            month = dt.datetime.strptime(digits, "%Y_%m").replace(tzinfo=dt.UTC)
        except ValueError:
            # The default partition is of no month.
            continue
        if month_after(month, 1) <= before:
            yield month


def _erase_month(month: dt.datetime) -> Removed:
    """Delete what hangs on a month's statements, and then its partition with them."""
    span = Statement.objects.filter(stored__gte=month, stored__lt=month_after(month, 1))
    removed = _unlinked(span)
    for attempt in range(_LOCK_ATTEMPTS):
        try:
            if _dropped(name_of(month), expected=removed.statements):
                return removed
            # Somebody imported old statements meanwhile: what hangs on them goes too.
            removed = _unlinked(span)
        except OperationalError:
            # Long readers hold the table; new ones must not queue up behind a waiting lock.
            time.sleep(attempt)
    return _removed(span)


def _unlinked(span: QuerySet[Statement]) -> Removed:
    """Delete what hangs on statements, but not yet these themselves."""
    total, rows = Removed(), list(_oldest(span))
    while rows:
        total += retried(partial(unlink, rows), also=(IntegrityError,))
        last = rows[-1]
        after = Q(stored__gt=last.stored) | Q(statement_id__gt=last.statement_id)
        rows = list(_oldest(span.filter(after, stored__gte=last.stored)))
    return total


@transaction.atomic
def _dropped(name: str, *, expected: int) -> bool:
    """Drop a partition if it holds no more than expected. Names are ours, never a client's."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '2s'")
        # The parent first, as readers do: the other way round they would wait in a circle.
        cursor.execute(f"LOCK TABLE ONLY {TABLE} IN ACCESS EXCLUSIVE MODE")
        cursor.execute(f"SELECT count(*) FROM {name}")  # noqa: S608
        if cursor.fetchone()[0] > expected:
            return False
        cursor.execute(f"DROP TABLE {name}")
        return True
