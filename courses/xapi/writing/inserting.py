"""The insertion itself, as each database does it best."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import connection

from courses.xapi.writing import postgresql
from courses.xapi.writing.rows import Rows
from courses.xapi.writing.tables import OUTBOX, TARGETS, filled_tables


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
        outbox = OUTBOX.format(statement="%s", queued="%s", source=TARGETS)
        cursor.executemany(outbox, [[_plain(value) for value in row] for row in rows.ids])


def _plain(value: Any) -> Any:
    """Return the value as SQLite keeps it."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, dt.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
