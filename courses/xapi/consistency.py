"""Up to which time every stored statement can be read (X-Experience-API-Consistent-Through).

PostgreSQL lets transactions commit in another order than they began. A writer therefore leaves a
mark, an advisory lock that lasts as long as its transaction and names a second that lies before
its `stored`. A reader takes the oldest mark.

Large batches leave the mark before they choose `stored`. Small ones save that round trip: they
mark and insert in one statement, which writes nothing unless `stored` was chosen less than WINDOW
ago. A reader stays WINDOW behind, so that it never misses a writer that has not yet left a mark.
"""

import datetime as dt
import time
from typing import Any

from django.db import connection

from campus.kit import dates

# Space of advisory locks that mark writers under way; any number that nobody else uses.
_LOCK_SPACE = 0x78415049
WINDOW = dt.timedelta(milliseconds=100)
# What was true a moment ago is still true: no statement turns up before that time.
_REMEMBERED_SECONDS = 1.0
_last: dict[str, Any] = {"through": None, "asked": 0.0}


def mark_writing() -> None:
    """Leave a mark in this transaction, before `stored` is chosen. SQLite has one writer."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        lock = "SELECT pg_advisory_xact_lock_shared(%s, %s)"
        cursor.execute(lock, [_LOCK_SPACE, _second(dates.now())])


def mark_if_fresh(stored: dt.datetime) -> tuple[str, list[Any]]:
    """Return a query, with its values, that leaves the mark of a writer that chose `stored`.

    Its one row says in `fresh` whether that was less than WINDOW ago when the mark was there.
    """
    query = (
        "SELECT clock_timestamp() < %s::timestamptz + %s::interval AS fresh "
        "FROM (SELECT pg_advisory_xact_lock_shared(%s, %s) OFFSET 0) AS left_mark"
    )
    return query, [stored, WINDOW, _LOCK_SPACE, _second(stored)]


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
    through = instant - WINDOW
    if oldest is not None:
        through = min(through, dt.datetime.fromtimestamp(oldest, dt.UTC))
    _last.update(through=through, asked=time.monotonic())
    return through


def consistent_through_lately() -> dt.datetime:
    """Return such a time that may be a second old, for answers to those who write."""
    if _last["through"] is None or time.monotonic() - _last["asked"] > _REMEMBERED_SECONDS:
        return consistent_through()
    through: dt.datetime = _last["through"]
    return through


def _second(instant: dt.datetime) -> int:
    return int(instant.timestamp()) & 0x7FFFFFFF
