"""The insertion itself: on PostgreSQL one statement for all tables, on SQLite one for each."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

import psycopg
from django.db import connection

from courses.xapi.writing.rows import Rows


class Table(NamedTuple):
    """A table by the columns that are written, with their types on PostgreSQL."""

    name: str
    columns: tuple[tuple[str, str], ...]

    @property
    def insertion(self) -> str:
        """Return the beginning of an INSERT; names are ours, never a client's."""
        return f"INSERT INTO {self.name} ({', '.join(name for name, _ in self.columns)})"


_MENTION = (("stored", "timestamptz"), ("statement_id", "uuid"), ("direct", "bool"))
IDS = Table("xapi_statementid", (("statement_id", "uuid"), ("stored", "timestamptz")))
STATEMENTS = Table(
    "xapi_statement",
    (
        ("statement_id", "uuid"),
        ("registration", "uuid"),
        ("actor_key", "text"),
        ("verb", "text"),
        ("activity_key", "text"),
        ("target_id", "uuid"),
        ("authority_key", "text"),
        ("timestamp", "timestamptz"),
        ("stored", "timestamptz"),
        ("voided", "bool"),
        ("raw", "text"),
    ),
)
AGENTS = Table("xapi_agentmention", (("agent_key", "text"), *_MENTION))
ACTIVITIES = Table("xapi_activitymention", (("activity_key", "text"), *_MENTION))
PENDING = Table(
    "xapi_pendingstatement",
    (("statement_id", "uuid"), ("registration", "uuid"), ("queued_at", "timestamptz")),
)
# What every target still has to get; next to no work where there is no target.
_OUTBOX = (
    "INSERT INTO xapi_outboxentry (target_id, statement_id, refused, queued_at) "
    "SELECT target.id, {statement}, '', {queued} FROM {source} WHERE target.active"
)


def insert(rows: Rows) -> None:
    """Write the rows; an id that is taken raises IntegrityError and nothing is written."""
    if connection.vendor == "postgresql":
        _insert_at_once(rows)
    else:
        _insert_one_by_one(rows)


def _filled_tables(rows: Rows) -> list[tuple[Table, Sequence[tuple[Any, ...]]]]:
    tables: list[tuple[Table, Sequence[tuple[Any, ...]]]] = [
        (IDS, rows.ids),
        (AGENTS, rows.agents),
        (ACTIVITIES, rows.activities),
        (PENDING, rows.pending),
        (STATEMENTS, rows.statements),
    ]
    return [(table, values) for table, values in tables if values]


def _insert_at_once(rows: Rows) -> None:
    """Insert with one round trip: every column travels as an array (PostgreSQL 9.19, unnest)."""
    parts: list[str] = []
    values: list[list[Any]] = []
    for table, tuples in _filled_tables(rows):
        arrays = ", ".join(f"%b::{kind}[]" for _, kind in table.columns)
        returning = " RETURNING statement_id, stored" if table is IDS else ""
        source = f"SELECT * FROM unnest({arrays})"  # noqa: S608 - column types are ours
        parts.append(f"{table.insertion} {source}{returning}")
        values += map(list, zip(*tuples, strict=True))
    outbox = _OUTBOX.format(
        statement="part0.statement_id",
        queued="part0.stored",
        source="xapi_forwardingtarget target CROSS JOIN part0",
    )
    named = [f"part{index} AS ({part})" for index, part in enumerate(parts[:-1])]
    execute_bound(f"WITH {', '.join(named)}, outbox AS ({outbox}) {parts[-1]}", values)


def execute_bound(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run a statement with its values beside it, in binary, prepared; return the rows it gives.

    Django's own cursor writes values into the statement's text: dear for arrays of documents.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(sql, values, prepare=True)
        return cursor.fetchall() if cursor.description else []


def _insert_one_by_one(rows: Rows) -> None:
    with connection.cursor() as cursor:
        for table, tuples in _filled_tables(rows):
            marks = ", ".join(["%s"] * len(table.columns))
            sql = f"{table.insertion} VALUES ({marks})"
            cursor.executemany(sql, [[_plain(value) for value in row] for row in tuples])
        source = "xapi_forwardingtarget target"
        outbox = _OUTBOX.format(statement="%s", queued="%s", source=source)
        cursor.executemany(outbox, [[_plain(value) for value in row] for row in rows.ids])


def _plain(value: Any) -> Any:
    """Return the value as SQLite keeps it."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, dt.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
