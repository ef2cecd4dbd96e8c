"""Insertion into PostgreSQL: small batches as one statement, large ones by COPY."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection

from courses.xapi.consistency import mark_if_fresh
from courses.xapi.lines import cursor as open_cursor
from courses.xapi.writing.rows import Rows
from courses.xapi.writing.tables import IDS, OUTBOX, TABLES, TARGETS, Table, filled_tables

Values = list[Any]
# A larger batch takes longer to make ready than its `stored` may be old (courses.xapi.consistency).
SMALL = 50
# JSON text never holds this character by itself.
_LONG, _BETWEEN = "raw", "\x1e"
REFERRED_TO = "SELECT 1 FROM xapi_statementtarget WHERE target_id = ANY(%b::uuid[]) LIMIT 1"
_DEFINITIONS = "SELECT key, definition FROM xapi_activity WHERE key = ANY(%b::text[])"


def can_write_at_once(number: int) -> bool:
    """Tell whether a batch may go in as one statement that is a transaction of its own."""
    if number > SMALL or connection.vendor != "postgresql":
        return False
    return not connection.in_atomic_block


def insert(rows: Rows) -> None:
    """Write the rows in the transaction under way."""
    if len(rows.statements) <= SMALL:
        _insert_at_once(rows)
    else:
        _copy(rows)


def insert_marked(rows: Rows) -> bool | None:
    """Write the rows as one statement, its own transaction, that also leaves the writer's mark.

    Returns None, and writes nothing, if the mark came too late after `stored` was chosen, else
    whether a stored statement refers to one of these. That is asked after the commit.
    """
    mark, values = mark_if_fresh(rows.statements[0].stored)
    sql, bound = _statement(rows, mark, values)
    ids = [row.statement_id for row in rows.statements]
    with open_cursor() as cursor:
        written = cursor.execute(sql, bound, prepare=True).fetchone()
        if not written or not written[0]:
            return None
        return cursor.execute(REFERRED_TO, [ids], prepare=True).fetchone() is not None


def are_referred_to(ids: Sequence[UUID]) -> bool:
    """Tell whether any statement refers to these; asked of every batch."""
    with open_cursor() as cursor:
        return cursor.execute(REFERRED_TO, [list(ids)], prepare=True).fetchone() is not None


def known_definitions(keys: Sequence[str]) -> list[tuple[str, str]]:
    """Return key and definition of those activities that are stored."""
    with open_cursor() as cursor:
        return cursor.execute(_DEFINITIONS, [list(keys)], prepare=True).fetchall()  # type: ignore[return-value]


def _insert_at_once(rows: Rows) -> None:
    sql, bound = _statement(rows)
    with open_cursor() as cursor:
        cursor.execute(sql, bound, prepare=True)


def _statement(rows: Rows, mark: str = "", values: Sequence[Any] = ()) -> tuple[str, Values]:
    """Return one statement that inserts everything and counts the statements, with its values.

    With a mark, a query of one row with the column `fresh`, rows are written only if that is true.
    """
    bound, shape = [*values], []
    single = len(rows.statements) == 1
    for table, tuples in filled_tables(rows):
        shape.append((table.name, len(tuples) if single else 0))
        bound += [value for row in tuples for value in row] if single else _arrays(table, tuples)
    return _insertion(tuple(shape), mark), bound


@lru_cache(maxsize=256)
def _insertion(shape: tuple[tuple[str, int], ...], mark: str) -> str:
    """Return the statement for tables with so many rows, 0 for an array for each column."""
    parts = [f"mark AS MATERIALIZED ({mark})"] if mark else []
    limit = " CROSS JOIN mark WHERE mark.fresh" if mark else ""
    for name, number in shape:
        table = TABLES[name]
        given = _as_rows(table, number) if number else _as_arrays(table)
        source = f"SELECT {table.names} FROM {given} AS given({table.names}){limit}"  # noqa: S608
        parts.append(f"new_{name} AS ({table.insertion} {source} RETURNING {table.returned})")
    new = f"new_{IDS.name}"
    source = f"{TARGETS} CROSS JOIN {new}"
    outbox = OUTBOX.format(statement="statement_id", queued="stored", source=source)
    return f"WITH {', '.join(parts)}, outbox AS ({outbox}) SELECT count(*) FROM {new}"  # noqa: S608


def _as_rows(table: Table, number: int) -> str:
    """Return the place of a few rows as a list of values."""
    row = "(" + ", ".join(f"%b::{kind}" for _, kind in table.columns) + ")"
    return f"(VALUES {', '.join([row] * number)})"


def _as_arrays(table: Table) -> str:
    """Return the place of many rows as one array for each column, the text staying the same."""
    texts = f"string_to_array(convert_from(%b::bytea, 'UTF8'), '{_BETWEEN}')"
    arrays = [texts if name == _LONG else f"%b::{kind}[]" for name, kind in table.columns]
    return f"unnest({', '.join(arrays)})"


def _arrays(table: Table, tuples: Sequence[tuple[Any, ...]]) -> Values:
    """Return the values of `_as_arrays`; the long texts as one, which is held twice less often."""
    columns = _columns(tuples)
    if table.columns[-1][0] == _LONG:
        columns[-1] = _BETWEEN.join(columns[-1]).encode()
    return columns


def _columns(tuples: Sequence[tuple[Any, ...]]) -> Values:
    return [list(column) for column in zip(*tuples, strict=True)]


def _copy(rows: Rows) -> None:
    with open_cursor() as cursor:
        for table, tuples in filled_tables(rows):
            _copy_table(cursor, table, tuples)
        values = _columns([(row.statement_id, row.stored) for row in rows.statements])
        source = f"{TARGETS} CROSS JOIN {_as_arrays(IDS)} AS taken(statement_id, stored)"
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
