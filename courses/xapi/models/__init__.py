"""Tables of the learning record store."""

from courses.xapi.models.activities import Activity
from courses.xapi.models.clients import Client, ClientMinute
from courses.xapi.models.documents import Document
from courses.xapi.models.erasures import Erasure
from courses.xapi.models.forwarding import ForwardingTarget, OutboxEntry
from courses.xapi.models.links import (
    ActivityMention,
    AgentMention,
    Attachment,
    AttachmentContent,
    PendingStatement,
    StatementTarget,
)
from courses.xapi.models.statements import Statement, StatementId

__all__ = [
    "Activity",
    "ActivityMention",
    "AgentMention",
    "Attachment",
    "AttachmentContent",
    "Client",
    "ClientMinute",
    "Document",
    "Erasure",
    "ForwardingTarget",
    "OutboxEntry",
    "PendingStatement",
    "Statement",
    "StatementId",
    "StatementTarget",
]
