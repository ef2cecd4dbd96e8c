"""The tables that a batch adds rows to: columns, and their types on PostgreSQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from courses.xapi.writing.rows import Rows


@dataclass(frozen=True)
class Table:
    """A table by the columns that are written, with their types on PostgreSQL."""

    name: str
    columns: tuple[tuple[str, str], ...]

    @cached_property
    def names(self) -> str:
        """Return the columns as SQL lists them; names are ours, never a client's."""
        return ", ".join(f'"{name}"' for name, _ in self.columns)

    @property
    def returned(self) -> str:
        """Return the columns that an insertion hands on."""
        return "statement_id, stored" if self.name == IDS.name else "statement_id"

    @property
    def insertion(self) -> str:
        """Return the beginning of an INSERT."""
        return f"INSERT INTO {self.name} ({self.names})"


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
OUTBOX = (
    "INSERT INTO xapi_outboxentry (target_id, statement_id, refused, queued_at) "
    "SELECT target.id, {statement}, '', {queued} FROM {source} "
    "WHERE target.active ORDER BY {queued}"
)
TARGETS = "xapi_forwardingtarget target"


TABLES = {table.name: table for table in (IDS, STATEMENTS, AGENTS, ACTIVITIES, PENDING)}


def filled_tables(rows: Rows) -> list[tuple[Table, Sequence[tuple[Any, ...]]]]:
    """Return the tables that get rows, with these: tuples in column order. The ids come first."""
    tables: list[tuple[Table, Sequence[tuple[Any, ...]]]] = [
        (IDS, rows.ids),
        (AGENTS, rows.agents),
        (ACTIVITIES, rows.activities),
        (PENDING, rows.pending),
        (STATEMENTS, rows.statements),
    ]
    return [(table, values) for table, values in tables if values]
