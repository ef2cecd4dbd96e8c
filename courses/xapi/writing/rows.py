"""Rows of new statements: the statement itself and whom and what it mentions."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from courses.xapi.core import formats
from courses.xapi.core.filling import filled
from courses.xapi.core.jsontext import dumped
from courses.xapi.core.keys import agent_key, index_key
from courses.xapi.core.mentions import (
    mentions_of,
    object_activity_key,
    registration_of,
    target_of,
)
from courses.xapi.models import (
    Attachment,
    AttachmentContent,
    PendingStatement,
    Statement,
    StatementActivity,
    StatementAgent,
)
from courses.xapi.writing.batch import Batch

Json = Any


@dataclass(slots=True)
class Rows:
    """Everything a batch adds, table by table."""

    statements: list[Statement] = field(default_factory=list)
    agents: list[StatementAgent] = field(default_factory=list)
    activities: list[StatementActivity] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    contents: dict[str, AttachmentContent] = field(default_factory=dict)
    pending: list[PendingStatement] = field(default_factory=list)
    definitions: list[tuple[str, Json]] = field(default_factory=list)

    def add(self, batch: Batch, index: int, stored: dt.datetime) -> None:
        """Add the rows of the statement at `index` of the batch."""
        complete = filled(
            batch.statements[index],
            statement_id=batch.ids[index],
            stored=stored,
            authority=batch.authority.agent,
            edition=batch.edition,
        )
        row = statement_row(complete, batch.authority.key, stored)
        self.statements.append(row)
        self._add_mentions(row, complete)
        self._add_attachments(row, complete, batch)
        if row.registration is not None:
            self._add_pending(row.statement_id, row.registration)

    def _add_mentions(self, row: Statement, complete: dict[str, Json]) -> None:
        found = mentions_of(complete)
        self.definitions += found.definitions
        self.agents += [
            StatementAgent(statement=row, agent_key=key, direct=direct, stored=row.stored)
            for key, direct in found.agents.items()
        ]
        self.activities += [
            StatementActivity(statement=row, activity_key=key, direct=direct, stored=row.stored)
            for key, direct in found.activities.items()
        ]

    def _add_attachments(self, row: Statement, complete: dict[str, Json], batch: Batch) -> None:
        for attachment in complete.get("attachments", ()):
            sha2 = attachment["sha2"].lower()
            content = batch.contents.get(sha2)
            if content is None:
                continue
            self.contents[sha2] = AttachmentContent(sha2=sha2, data=content.data)
            self.attachments.append(
                Attachment(statement=row, content_id=sha2, content_type=attachment["contentType"])
            )

    def _add_pending(self, statement_id: UUID, registration: UUID) -> None:
        self.pending.append(PendingStatement(statement_id=statement_id, registration=registration))


def statement_row(complete: dict[str, Json], authority_key: str, stored: dt.datetime) -> Statement:
    """Return the row of a complete statement."""
    return Statement(
        statement_id=UUID(complete["id"]),
        registration=registration_of(complete),
        actor_key=agent_key(complete["actor"]),
        verb=index_key(complete["verb"]["id"]),
        activity_key=object_activity_key(complete),
        target_id=target_of(complete),
        authority_key=authority_key,
        timestamp=formats.parsed_time(complete["timestamp"]) or stored,
        stored=stored,
        raw=dumped(complete),
    )
