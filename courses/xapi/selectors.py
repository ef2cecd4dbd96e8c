"""What the rooms above read: the statements of a registration, in the order of the experience."""

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from courses.xapi.authority import actor_key_of
from courses.xapi.core.jsontext import loaded, restored
from courses.xapi.erasing.ages import erased_before
from courses.xapi.lookup import located
from courses.xapi.models import Client, Document, Statement
from courses.xapi.monitoring import (
    Forwarding,
    Partition,
    Rate,
    Waiting,
    erasures,
    forwarding,
    partition_sizes,
    projection_queue,
    rate,
    stored_estimate,
)
from courses.xapi.search import Filters, Position
from courses.xapi.timeline import (
    Details,
    Entry,
    activity_names,
    authority_key,
    clients,
    details,
    timeline,
)

__all__ = [
    "Details",
    "Entry",
    "Filters",
    "Forwarding",
    "Partition",
    "Position",
    "Rate",
    "StatementRow",
    "Waiting",
    "activity_names",
    "authority_key",
    "client_with_key",
    "clients",
    "details",
    "erased_before",
    "erasures",
    "forwarding",
    "partition_sizes",
    "projection_queue",
    "rate",
    "raw_documents_of",
    "raw_statements_by",
    "raw_statements_of",
    "registrations",
    "statement",
    "statements_of",
    "statements_with",
    "stored_estimate",
    "timeline",
]

_CHUNK = 500
_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement as a projection needs it; `activity` is empty if the object is none."""

    statement_id: UUID
    verb: str
    activity: str
    timestamp: datetime
    stored: datetime
    actor: str
    result: dict[str, Any]
    context: dict[str, Any]
    authority_key: str
    voided: bool
    actor_key: str = ""


def statements_of(registration: UUID) -> Iterator[StatementRow]:
    """Yield a registration's statements, voided ones too, by (timestamp, stored, id).

    They are streamed: memory does not grow with their number.
    """
    rows = Statement.objects.filter(registration=registration)
    for row in rows.order_by("timestamp", "stored", "statement_id").iterator(chunk_size=_CHUNK):
        yield _as_row(row)


def registrations() -> Iterator[UUID]:
    """Yield every registration that has statements, each once."""
    rows = Statement.objects.exclude(registration=None).order_by("registration")
    found = rows.values_list("registration", flat=True).distinct()
    for registration in found.iterator(chunk_size=_CHUNK):
        if registration is not None:
            yield registration


def statement(statement_id: UUID) -> StatementRow | None:
    """Return one statement, None if there is none of that id."""
    row = located([statement_id]).first()
    return _as_row(row) if row else None


def statements_with(ids: Iterable[UUID]) -> list[StatementRow]:
    """Return the statements of these ids that are stored, in two queries."""
    return [_as_row(Found(*values)) for values in located(ids).values_list(*Found._fields)]


def raw_statements_of(registration: UUID) -> Iterator[dict[str, Any]]:
    """Yield a registration's whole statements, for a person's own data export."""
    rows = Statement.objects.filter(registration=registration)
    ordered = rows.order_by("timestamp", "stored", "statement_id").values_list("raw", flat=True)
    for raw in ordered.iterator(chunk_size=_CHUNK):
        yield loaded(raw)


def client_with_key(key: str) -> Client | None:
    """Return the client of a key, withdrawn ones too."""
    return Client.objects.filter(key=key).first()


def raw_statements_by(account: str) -> Iterator[dict[str, Any]]:
    """Yield the whole statements of an account of this platform, for its owner's data export."""
    rows = Statement.objects.filter(actor_key=actor_key_of(account))
    ordered = rows.order_by("timestamp", "stored", "statement_id").values_list("raw", flat=True)
    for raw in ordered.iterator(chunk_size=_CHUNK):
        yield loaded(raw)


def raw_documents_of(account: str) -> Iterator[dict[str, Any]]:
    """Yield what programs keep about an account of this platform, for its owner's data export.

    The content is text where it says that it is, else Base64.
    """
    rows = Document.objects.filter(agent_key=actor_key_of(account)).order_by("updated_at", "pk")
    for row in rows.iterator(chunk_size=_CHUNK):
        content, is_text = bytes(row.content), row.content_type.startswith(("text/", _JSON))
        yield {
            "kind": row.kind,
            "activity": row.activity_key,
            "identifier": row.document_id,
            "registration": row.registration,
            "updated_at": row.updated_at,
            "content_type": row.content_type,
            "content": content.decode(errors="replace")
            if is_text
            else base64.b64encode(content).decode(),
        }


class Found(NamedTuple):
    """The columns of a statement that a row is made of; cheaper than a whole object."""

    statement_id: UUID
    timestamp: datetime
    stored: datetime
    actor_key: str
    authority_key: str
    voided: bool
    raw: str


def _as_row(row: Statement | Found) -> StatementRow:
    whole = restored(row.raw)
    target = whole["object"]
    is_activity = target.get("objectType", "Activity") == "Activity"
    return StatementRow(
        statement_id=row.statement_id,
        verb=whole["verb"]["id"],
        activity=target["id"] if is_activity else "",
        timestamp=row.timestamp,
        stored=row.stored,
        actor=whole["actor"].get("account", {}).get("name", ""),
        result=whole.get("result", {}),
        context=whole.get("context", {}),
        authority_key=row.authority_key,
        voided=row.voided,
        # A group may bear a learner's account, but it is nobody.
        actor_key="" if whole["actor"].get("objectType") == "Group" else row.actor_key,
    )
