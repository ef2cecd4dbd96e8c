"""Deleting statements with everything that hangs on them, whatever they are deleted for."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from courses.xapi.authority import platform_authority
from courses.xapi.core.jsontext import loaded
from courses.xapi.core.mentions import mentions_of
from courses.xapi.models import (
    Attachment,
    AttachmentContent,
    OutboxEntry,
    PendingStatement,
    Statement,
    StatementId,
    StatementTarget,
)

# A transaction stays short, and what was done before a crash stays done.
CHUNK = 200


@dataclass(frozen=True, slots=True)
class Removed:
    """How much was removed."""

    statements: int = 0
    attachments: int = 0
    documents: int = 0

    def __add__(self, other: "Removed") -> "Removed":
        return Removed(
            self.statements + other.statements,
            self.attachments + other.attachments,
            self.documents + other.documents,
        )


def remove(rows: Sequence[Statement]) -> Removed:
    """Delete statements and what hangs on them."""
    removed = unlink(rows)
    delete_exactly(
        "xapi_statement",
        ("stored", "statement_id"),
        [(row.stored, row.statement_id) for row in rows],
    )
    return removed


def unlink(rows: Sequence[Statement]) -> Removed:
    """Delete what hangs on statements that are about to go, and settle what becomes of their ids.

    An id stays taken, so that sending the statement again does not bring it back. The platform's
    own ids are made from the deed and become free: the deed may be done again, and nobody else
    knows them.
    """
    ids = [row.statement_id for row in rows]
    for table, column, keys in _mention_keys(rows):
        delete_exactly(table, (column, "stored", "statement_id"), keys)
    StatementTarget.objects.filter(statement_id__in=ids).delete()
    PendingStatement.objects.filter(statement_id__in=ids).delete()
    if OutboxEntry.objects.exists():
        OutboxEntry.objects.filter(statement_id__in=ids).delete()
    platform = platform_authority().key
    free = [row.statement_id for row in rows if row.authority_key == platform]
    StatementId.objects.filter(statement_id__in=free).delete()
    return Removed(statements=len(rows), attachments=remove_attachments(ids))


def remove_attachments(ids: Iterable[UUID]) -> int:
    """Delete the attachments of statements, and contents that no other statement has."""
    rows = Attachment.objects.filter(statement_id__in=list(ids))
    contents = set(rows.values_list("content_id", flat=True))
    deleted, _ = rows.delete()
    if contents:
        shared = Attachment.objects.filter(content_id__in=contents).values("content_id")
        AttachmentContent.objects.filter(sha2__in=contents).exclude(sha2__in=shared).delete()
    return deleted


def delete_exactly(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Delete rows by all columns of their key; table and columns are ours, never a client's.

    Mentions have no index by statement alone, and a partition is found by `stored` only.
    """
    values = [[plain(value) for value in row] for row in rows]
    if not values:
        return
    condition = " AND ".join(f"{column} = %s" for column in columns)
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {table} WHERE {condition}", values)  # noqa: S608


def plain(value: Any) -> Any:
    """Return a value as the database takes it in plain SQL."""
    if connection.vendor == "postgresql":
        return value
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, dt.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value


def _mention_keys(
    rows: Sequence[Statement],
) -> list[tuple[str, str, list[tuple[str, dt.datetime, UUID]]]]:
    """Return table, column and keys of all mentions, as the statements themselves tell them."""
    agents, activities = [], []
    for row in rows:
        found = mentions_of(loaded(row.raw), row.authority_key)
        agents += [(key, row.stored, row.statement_id) for key in found.agents]
        activities += [(key, row.stored, row.statement_id) for key in found.activities]
    return [
        ("xapi_agentmention", "agent_key", agents),
        ("xapi_activitymention", "activity_key", activities),
    ]
