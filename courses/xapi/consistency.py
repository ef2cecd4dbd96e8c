"""Up to which time every stored statement can be read (X-Experience-API-Consistent-Through)."""

import datetime as dt

from django.db import connection

from campus.kit import dates

# Space of advisory locks that mark writers under way; any number that nobody else uses.
_LOCK_SPACE = 0x78415049


def mark_writing() -> None:
    """Leave a mark that lasts as long as the transaction, before `stored` is chosen.

    PostgreSQL lets transactions commit in another order than they began; SQLite has one writer.
    """
    if connection.vendor != "postgresql":
        return
    second = int(dates.now().timestamp()) & 0x7FFFFFFF
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [_LOCK_SPACE, second])


def consistent_through() -> dt.datetime:
    """Return a time before which no further statement will turn up.

    Ask before reading: a writer that marks itself later stores with a later time.
    """
    instant = dates.now()
    if connection.vendor != "postgresql":
        return instant
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(objid::bigint) FROM pg_locks JOIN pg_database d ON d.oid = database "
            "WHERE locktype = 'advisory' AND classid = %s AND d.datname = current_database()",
            [_LOCK_SPACE],
        )
        oldest = cursor.fetchone()[0]
    if oldest is None:
        return instant
    return min(instant, dt.datetime.fromtimestamp(oldest, dt.UTC))
