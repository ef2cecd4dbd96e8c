"""Partitions of the statement table on PostgreSQL: one a month, made ahead.

What lies outside all months (imports of long ago) goes to a default partition, so that nothing is
ever refused for want of a partition.
"""

import datetime as dt

from django.db import connection, transaction

from campus.kit import dates

TABLE = "xapi_statement"
DEFAULT = f"{TABLE}_default"
MONTHS_AHEAD = 3


def make_partitions(*, since: dt.datetime | None = None, months_ahead: int = MONTHS_AHEAD) -> int:
    """Make the missing partitions from `since`, else this month, and return how many were made.

    May run twice and at the same time. On other databases there is nothing to do.
    """
    if connection.vendor != "postgresql":
        return 0
    made = 0
    first = month_start(since or dates.now())
    last = month_after(dates.now(), months_ahead)
    with transaction.atomic(), connection.cursor() as cursor:
        # Two makers would find the same partition missing.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [DEFAULT])
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {DEFAULT} PARTITION OF {TABLE} DEFAULT")
        known = set(partitions())
        while first <= last:
            if name_of(first) not in known:
                _make(first)
                made += 1
            first = month_after(first, 1)
    return made


def partitions() -> list[str]:
    """Return the names of the partitions, in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT child.relname FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid "
            "WHERE inhparent = to_regclass(%s) ORDER BY 1",
            [TABLE],
        )
        return [name for (name,) in cursor.fetchall()]


def name_of(month: dt.datetime) -> str:
    """Return the name of a month's partition."""
    return f"{TABLE}_{month:%Y_%m}"


def month_start(instant: dt.datetime) -> dt.datetime:
    """Return the first instant of the month in UTC."""
    utc = instant.astimezone(dt.UTC)
    return utc.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def month_after(instant: dt.datetime, months: int) -> dt.datetime:
    """Return the first instant of the month so many months later, in UTC."""
    start = month_start(instant)
    years, month = divmod(start.month - 1 + months, 12)
    return start.replace(year=start.year + years, month=month + 1)


def _make(month: dt.datetime) -> None:
    """Make a month's partition; rows that waited in the default partition move into it."""
    name, end = name_of(month), month_after(month, 1)
    span = [month, end]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {name} (LIKE {TABLE} INCLUDING DEFAULTS)")
        # Names are ours, never a client's.
        moved = f"DELETE FROM {DEFAULT} WHERE stored >= %s AND stored < %s RETURNING *"  # noqa: S608
        cursor.execute(f"WITH moved AS ({moved}) INSERT INTO {name} SELECT * FROM moved", span)  # noqa: S608
        cursor.execute(
            f"ALTER TABLE {TABLE} ATTACH PARTITION {name} "
            f"FOR VALUES FROM ('{month.isoformat()}') TO ('{end.isoformat()}')"
        )
