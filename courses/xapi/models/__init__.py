"""Tables of the learning record store."""

from courses.xapi.models.activities import Activity
from courses.xapi.models.clients import Client
from courses.xapi.models.documents import Document
from courses.xapi.models.links import (
    Attachment,
    AttachmentContent,
    PendingStatement,
    StatementActivity,
    StatementAgent,
    StatementTarget,
)
from courses.xapi.models.statements import Statement

__all__ = [
    "Activity",
    "Attachment",
    "AttachmentContent",
    "Client",
    "Document",
    "PendingStatement",
    "Statement",
    "StatementActivity",
    "StatementAgent",
    "StatementTarget",
]
