"""The store's statements as the operators' pages list them; who an actor is stays unknown here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from courses.xapi.authority import client_authority, platform_authority
from courses.xapi.core.jsontext import loaded
from courses.xapi.core.keys import index_key
from courses.xapi.lookup import located
from courses.xapi.models import Activity, Attachment, Client, Statement
from courses.xapi.search import Filters, Visibility, timeline_page
from courses.xapi.vocabulary import VOIDED


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement as it is stored, and whether it still counts."""

    statement_id: UUID
    stored: datetime
    timestamp: datetime
    registration: UUID | None
    voided: bool
    whole: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Details:
    """What belongs to one statement: its text, what voided it, the hashes of kept attachments."""

    entry: Entry
    raw: str
    voided_by: Entry | None
    kept: frozenset[str]


def timeline(filters: Filters, *, authority_key: str = "") -> tuple[list[Entry], bool]:
    """Return a page of statements, voided ones too, and whether more follow."""
    rows, has_more = timeline_page(filters, Visibility(authority_key=authority_key))
    return [_as_entry(row) for row in rows], has_more


def details(statement_id: UUID) -> Details | None:
    """Return one statement with all that belongs to it, None if there is none of that id."""
    row = located([statement_id]).first()
    if row is None:
        return None
    voiding = None
    if row.voided:
        verb = index_key(VOIDED.iri)
        voiding = Statement.objects.filter(target_id=statement_id, verb=verb).first()
    kept = Attachment.objects.filter(statement=row.pk).values_list("content_id", flat=True)
    return Details(
        entry=_as_entry(row),
        raw=row.raw,
        voided_by=_as_entry(voiding) if voiding else None,
        kept=frozenset(kept),
    )


def activity_names(iris: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return the names of activities in all languages, as their definitions were merged."""
    found = Activity.objects.in_bulk([index_key(iri) for iri in iris])
    return {row.iri: loaded(row.definition).get("name", {}) for row in found.values()}


def clients() -> QuerySet[Client]:
    """Return the credentials of programs by name, without those given out for one launch."""
    return Client.objects.filter(bound_registration=None).order_by("name", "id")


def authority_key(client: Client | None) -> str:
    """Return under which key a client's statements are stored; without a client the platform's."""
    return (client_authority(client) if client else platform_authority()).key


def _as_entry(row: Statement) -> Entry:
    return Entry(
        statement_id=row.statement_id,
        stored=row.stored,
        timestamp=row.timestamp,
        registration=row.registration,
        voided=row.voided,
        whole=loaded(row.raw),
    )
