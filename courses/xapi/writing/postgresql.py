"""Insertion into PostgreSQL: small batches as one statement, large ones by COPY.

Django's own cursor writes values into the statement's text, which is dear for documents. Here
they travel beside it, in binary, by psycopg's own cursor on the same connection.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection

from courses.xapi.consistency import mark_if_fresh
from courses.xapi.writing.rows import Rows
from courses.xapi.writing.tables import IDS, OUTBOX, TARGETS, Table, filled_tables

Values = list[Any]
# A larger batch takes longer to make ready than its `stored` may be old (courses.xapi.consistency).
SMALL = 50


def can_write_at_once(number: int) -> bool:
    """Tell whether a batch may go in as one statement that is a transaction of its own."""
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return False
    return number <= SMALL


def insert(rows: Rows) -> None:
    """Write the rows in the transaction under way."""
    if len(rows.statements) <= SMALL:
        _insert_at_once(rows)
    else:
        _copy(rows)


def insert_marked(rows: Rows) -> bool:
    """Write the rows as one statement, its own transaction, that also leaves the writer's mark.

    Returns False, and writes nothing, if the mark came too late after `stored` was chosen.
    """
    mark, values = mark_if_fresh(rows.statements[0].stored)
    return bool(_insert_at_once(rows, mark, values))


def _insert_at_once(rows: Rows, mark: str = "", values: Sequence[Any] = ()) -> int:
    """Insert with one round trip and return how many statements were written.

    With a mark, a query of one row with the column `fresh`, rows are written only if that is true.
    """
    parts = [f"mark AS MATERIALIZED ({mark})"] if mark else []
    limit = " CROSS JOIN mark WHERE mark.fresh" if mark else ""
    bound = [*values]
    single = len(rows.statements) == 1
    for table, tuples in filled_tables(rows):
        given, more = _as_rows(table, tuples) if single else _as_arrays(table, tuples)
        source = f"SELECT {table.names} FROM {given} AS given({table.names}){limit}"  # noqa: S608
        parts.append(f"new_{table.name} AS ({table.insertion} {source} RETURNING {table.returned})")
        bound += more
    new = f"new_{IDS.name}"
    source = f"{TARGETS} CROSS JOIN {new}"
    outbox = OUTBOX.format(statement="statement_id", queued="stored", source=source)
    sql = f"WITH {', '.join(parts)}, outbox AS ({outbox}) SELECT count(*) FROM {new}"  # noqa: S608
    with _cursor() as cursor:
        cursor.execute(sql, bound, prepare=True)
        found = cursor.fetchone()
        return int(found[0]) if found else 0


def _as_rows(table: Table, tuples: Sequence[tuple[Any, ...]]) -> tuple[str, Values]:
    """Return a few rows as a list of values."""
    row = "(" + ", ".join(f"%b::{kind}" for _, kind in table.columns) + ")"
    return f"(VALUES {', '.join([row] * len(tuples))})", [value for row in tuples for value in row]


def _as_arrays(table: Table, tuples: Sequence[tuple[Any, ...]]) -> tuple[str, Values]:
    """Return many rows as one array for each column, the text staying the same."""
    arrays = ", ".join(f"%b::{kind}[]" for _, kind in table.columns)
    return f"unnest({arrays})", [list(column) for column in zip(*tuples, strict=True)]


def _copy(rows: Rows) -> None:
    with _cursor() as cursor:
        for table, tuples in filled_tables(rows):
            _copy_table(cursor, table, tuples)
        taken, values = _as_arrays(IDS, [(row.statement_id, row.stored) for row in rows.statements])
        source = f"{TARGETS} CROSS JOIN {taken} AS taken(statement_id, stored)"
        outbox = OUTBOX.format(statement="statement_id", queued="stored", source=source)
        cursor.execute(outbox, values)


def _copy_table(
    cursor: "psycopg.Cursor[tuple[Any, ...]]", table: Table, tuples: Sequence[tuple[Any, ...]]
) -> None:
    columns = f"{table.name} ({table.names})"
    with cursor.copy(f"COPY {columns} FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types([kind for _, kind in table.columns])
        for row in tuples:
            copy.write_row(row)


@contextmanager
def _cursor() -> Iterator["psycopg.Cursor[tuple[Any, ...]]"]:
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        yield cursor
