"""Rows of new statements, table by table, as the insertion wants them: tuples in column order."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from courses.xapi.core import formats
from courses.xapi.core.filling import filled
from courses.xapi.core.jsontext import dumped
from courses.xapi.core.keys import index_key
from courses.xapi.core.mentions import mentions_of, registration_of, target_of
from courses.xapi.writing.batch import Batch

Json = Any


class IdRow(NamedTuple):
    """A taken id."""

    statement_id: UUID
    stored: dt.datetime


class StatementRow(NamedTuple):
    """A statement; the fields are the table's columns."""

    statement_id: UUID
    registration: UUID | None
    actor_key: str
    verb: str
    activity_key: str
    target_id: UUID | None
    authority_key: str
    timestamp: dt.datetime
    stored: dt.datetime
    voided: bool
    raw: str


class MentionRow(NamedTuple):
    """An agent or activity that a statement mentions."""

    key: str
    stored: dt.datetime
    statement_id: UUID
    direct: bool


class PendingRow(NamedTuple):
    """A statement that waits for the projections."""

    statement_id: UUID
    registration: UUID
    queued_at: dt.datetime


class AttachmentRow(NamedTuple):
    """The content that came with a statement."""

    statement_id: UUID
    content_id: str
    content_type: str


@dataclass(slots=True)
class Rows:
    """Everything a batch adds, table by table."""

    ids: list[IdRow] = field(default_factory=list)
    statements: list[StatementRow] = field(default_factory=list)
    agents: list[MentionRow] = field(default_factory=list)
    activities: list[MentionRow] = field(default_factory=list)
    pending: list[PendingRow] = field(default_factory=list)
    attachments: list[AttachmentRow] = field(default_factory=list)
    contents: dict[str, bytes] = field(default_factory=dict)
    definitions: dict[str, list[Json]] = field(default_factory=dict)
    registrations: set[UUID] = field(default_factory=set)
    # False if nothing stored referred to these when it was asked after the commit.
    referred: bool = True

    @property
    def waiting(self) -> set[UUID]:
        """Return the registrations in which statements wait for the projections."""
        return {row.registration for row in self.pending}

    @property
    def has_references(self) -> bool:
        """Tell whether a statement refers to another one, or voids it."""
        return any(row.target_id for row in self.statements)


def rows_of(batch: Batch, *, base: dt.datetime, known: frozenset[UUID] = frozenset()) -> Rows:
    """Return the rows of the batch's statements whose ids are not known yet.

    They are a microsecond apart, so that the order within the batch is kept.
    """
    rows = Rows()
    for index, statement_id in enumerate(batch.ids):
        if statement_id not in known:
            _add(rows, batch, index, base + dt.timedelta(microseconds=index))
    # Writers that take the same ids in the same order wait for each other, but never in a circle.
    rows.ids.sort(key=_by_id)
    return rows


def merged(parts: Iterable[Rows]) -> Rows:
    """Return the rows of several batches as those of one, for the tables of every batch."""
    whole = Rows()
    for rows in parts:
        whole.ids += rows.ids
        whole.statements += rows.statements
        whole.agents += rows.agents
        whole.activities += rows.activities
        whole.pending += rows.pending
    whole.ids.sort(key=_by_id)
    return whole


def _by_id(row: IdRow) -> int:
    return row.statement_id.int


def _add(rows: Rows, batch: Batch, index: int, stored: dt.datetime) -> None:
    statement_id, authority = batch.ids[index], batch.authority
    complete = filled(
        batch.statements[index],
        statement_id=statement_id,
        stored=stored,
        authority=authority.agent,
        edition=batch.edition,
    )
    found = mentions_of(complete, authority.key)
    registration = registration_of(complete)
    sent = complete["timestamp"]
    rows.ids.append(IdRow(statement_id, stored))
    rows.statements.append(
        # By position: this is done for every statement of large batches.
        StatementRow(
            statement_id,
            registration,
            found.actor_key,
            index_key(complete["verb"]["id"]),
            found.activity_key,
            target_of(complete),
            authority.key,
            formats.parsed_time(sent) or stored,
            stored,
            False,
            dumped(complete),
        )
    )
    rows.agents += [
        MentionRow(key, stored, statement_id, direct) for key, direct in found.agents.items()
    ]
    rows.activities += [
        MentionRow(key, stored, statement_id, direct) for key, direct in found.activities.items()
    ]
    if registration is not None:
        rows.pending.append(PendingRow(statement_id, registration, stored))
    if authority.may_define:
        for iri, definition in found.definitions:
            if definition and authority.may_describe(iri):
                rows.definitions.setdefault(iri, []).append(definition)
    if "attachments" in complete:
        _add_attachments(rows, complete["attachments"], statement_id, batch)


def _add_attachments(rows: Rows, attachments: Json, statement_id: UUID, batch: Batch) -> None:
    for attachment in attachments:
        sha2 = attachment["sha2"].lower()
        content = batch.contents.get(sha2)
        if content is not None:
            rows.contents[sha2] = content.data
            rows.attachments.append(AttachmentRow(statement_id, sha2, attachment["contentType"]))
