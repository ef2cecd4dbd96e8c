"""Figures for whoever runs the store: rate, size, lag, forwarding, partitions, erasures.

None of them grows dearer with the store: minutes that are over are counted once, rows that wait
are counted up to a limit, and sizes are the estimates that PostgreSQL keeps for its planner.
"""

import datetime as dt
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncMinute

from campus.kit import dates
from courses.xapi.consistency import consistent_through
from courses.xapi.models import Erasure, ForwardingTarget, OutboxEntry, PendingStatement, Statement
from courses.xapi.partitions import DEFAULT, TABLE, partitions

# More rows than this are not counted but called "more than".
COUNTED = 10_000
WINDOW = dt.timedelta(hours=24)
_MINUTE = dt.timedelta(minutes=1)
_KEPT = "xapi-minutes"


@dataclass(frozen=True, slots=True)
class Rate:
    """How many statements were stored in each minute of the last 24 hours."""

    now: dt.datetime
    minutes: dict[dt.datetime, int]

    def within(self, span: dt.timedelta) -> int:
        """Return how many were stored within the last minutes or hours."""
        begin = _minute(self.now - span)
        return sum(count for minute, count in self.minutes.items() if minute > begin)

    def by_hour(self) -> list[tuple[dt.datetime, int]]:
        """Return the last 24 full hours and the one under way with their numbers, oldest first."""
        hours = [_hour(self.now) - dt.timedelta(hours=back) for back in range(24, -1, -1)]
        sums = dict.fromkeys(hours, 0)
        for minute, count in self.minutes.items():
            if _hour(minute) in sums:
                sums[_hour(minute)] += count
        return list(sums.items())


@dataclass(frozen=True, slots=True)
class Waiting:
    """Rows that wait; `is_more` says that there are more than were counted."""

    count: int
    is_more: bool
    oldest: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Forwarding:
    """An external store and what it still has to get."""

    name: str
    active: bool
    paused: bool
    waiting: Waiting
    refused: int
    failures: int
    next_attempt_at: dt.datetime
    last_sent_at: dt.datetime | None
    last_error: str


@dataclass(frozen=True, slots=True)
class Partition:
    """A month's part of the statement table; without a month it takes what lies outside all."""

    name: str
    month: dt.date | None
    statements: int
    size: int


def rate() -> Rate:
    """Count what was stored in the last 24 hours; minutes that are over only once.

    A minute is over when no writer can store in it any more. What an import stores with an earlier
    time is not counted afterwards.
    """
    now = dates.now()
    oldest = _hour(now) - WINDOW
    closed = _minute(min(consistent_through(), now))
    through, kept = cache.get(_KEPT) or (oldest, {})
    through = max(min(through, closed), oldest)
    kept = {minute: count for minute, count in kept.items() if oldest <= minute < through}
    rows = Statement.objects.filter(stored__gte=through).order_by()
    by_minute = rows.values(minute=TruncMinute("stored", tzinfo=dt.UTC)).annotate(n=Count("*"))
    fresh = dict(by_minute.values_list("minute", "n"))
    if closed > through:
        over = {minute: count for minute, count in fresh.items() if minute < closed}
        cache.set(_KEPT, (closed, kept | over), WINDOW.total_seconds())
    return Rate(now, kept | fresh)


def stored_estimate() -> int:
    """Return about how many statements are stored, without counting them."""
    if connection.vendor == "postgresql":
        return sum(part.statements for part in partition_sizes())
    with connection.cursor() as cursor:
        # SQLite numbers rows upwards: right unless statements were erased.
        cursor.execute(f"SELECT max(rowid) FROM {TABLE}")  # noqa: S608 - our own name
        return cursor.fetchone()[0] or 0


def partition_sizes() -> list[Partition]:
    """Return the partitions with estimated rows and bytes on disk; none on SQLite."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        # Until the first ANALYZE the planner knows nothing; the statistics count along.
        cursor.execute(
            "SELECT c.relname, greatest(c.reltuples::bigint, coalesce(s.n_live_tup, 0), 0), "
            "pg_total_relation_size(c.oid) "
            "FROM pg_class c LEFT JOIN pg_stat_user_tables s ON s.relid = c.oid "
            "WHERE c.relname = ANY(%s) AND pg_table_is_visible(c.oid) ORDER BY c.relname",
            [partitions()],
        )
        return [Partition(name, _month_of(name), rows, size) for name, rows, size in cursor]


def projection_queue() -> Waiting:
    """Return what no projection has folded yet."""
    rows = PendingStatement.objects.order_by("id")
    count = rows[: COUNTED + 1].count()
    oldest = rows.values_list("queued_at", flat=True).first()
    return Waiting(min(count, COUNTED), count > COUNTED, oldest)


class _CountedUpTo(Subquery):
    """The number of rows of a limited subquery."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def forwarding() -> list[Forwarding]:
    """Return every external store with what waits for it, in one query."""
    entries = OutboxEntry.objects.filter(target=OuterRef("pk"))
    waiting = entries.filter(refused="").order_by("id")
    targets = ForwardingTarget.objects.order_by("name").annotate(
        waiting=_CountedUpTo(waiting.values("pk")[: COUNTED + 1]),
        refused=_CountedUpTo(entries.exclude(refused="").values("pk")[:COUNTED]),
        oldest=Subquery(waiting.values("queued_at")[:1]),
    )
    return [
        Forwarding(
            name=row.name,
            active=row.active,
            paused=row.paused,
            waiting=Waiting(min(row.waiting, COUNTED), row.waiting > COUNTED, row.oldest),
            refused=row.refused,
            failures=row.failures,
            next_attempt_at=row.next_attempt_at,
            last_sent_at=row.last_sent_at,
            last_error=row.last_error,
        )
        for row in targets
    ]


def erasures() -> QuerySet[Erasure]:
    """Return the log of erasures, newest first."""
    return Erasure.objects.order_by("-id")


def _minute(instant: dt.datetime) -> dt.datetime:
    return instant.astimezone(dt.UTC).replace(second=0, microsecond=0)


def _hour(instant: dt.datetime) -> dt.datetime:
    return _minute(instant).replace(minute=0)


def _month_of(name: str) -> dt.date | None:
    """Read the month out of a partition's name."""
    if name == DEFAULT:
        return None
    year, month = name.removeprefix(f"{TABLE}_").split("_")
    return dt.date(int(year), int(month), 1)
