"""The insertion itself, as each database does it best."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import connection

from courses.xapi.writing import postgresql
from courses.xapi.writing.rows import Rows
from courses.xapi.writing.tables import OUTBOX, TARGETS, filled_tables

_SOURCE = f"{TARGETS} CROSS JOIN (SELECT %s AS id, %s AS stored) AS given"


def insert(rows: Rows) -> None:
    """Write the rows; an id that is taken raises IntegrityError and nothing is written."""
    if connection.vendor == "postgresql":
        postgresql.insert(rows)
    else:
        _insert_one_by_one(rows)


def _insert_one_by_one(rows: Rows) -> None:
    with connection.cursor() as cursor:
        for table, tuples in filled_tables(rows):
            marks = ", ".join(["%s"] * len(table.columns))
            sql = f"{table.insertion} VALUES ({marks})"
            cursor.executemany(sql, [[_plain(value) for value in row] for row in tuples])
        outbox = OUTBOX.format(statement="given.id", queued="given.stored", source=_SOURCE)
        taken = [(row.statement_id, row.stored) for row in rows.statements]
        cursor.executemany(outbox, [[_plain(value) for value in row] for row in taken])


def _plain(value: Any) -> Any:
    """Return the value as SQLite keeps it."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, dt.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
