"""Deeds of the record store: store statements, void one, keep documents, give out credentials.

What a projection does with the queue is in courses.xapi.queue.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from courses.xapi.authority import (
    Authority,
    account_agent,
    actor_key_of,
    client_authority,
    platform_authority,
)
from courses.xapi.clients import (
    TOKEN_SCOPES,
    Bounds,
    LearnerToken,
    Limits,
    activate_client,
    create_client,
    deactivate_client,
    forget_expired_tokens,
    hashed_secret,
    learner_token,
    rotate_secret,
    withdraw_token,
)
from courses.xapi.core.editions import Edition
from courses.xapi.documents import (
    AGENT_PROFILE,
    STATE,
    Place,
    delete_document,
    delete_documents,
    list_documents,
    merge_document,
    put_document,
    read_document,
)
from courses.xapi.erasing.ages import AgeCount, count_before, erase_before
from courses.xapi.erasing.persons import (
    ANONYMISE,
    DELETE,
    PersonCounts,
    count_person,
    erase_person,
)
from courses.xapi.forwarding.services import pause_target, resume_target
from courses.xapi.keepers import kept
from courses.xapi.vocabulary import VOIDED
from courses.xapi.writing.batch import Content, Contents, prepared
from courses.xapi.writing.insertion import written

__all__ = [
    "AGENT_PROFILE",
    "ANONYMISE",
    "AgeCount",
    "Authority",
    "Bounds",
    "Content",
    "Contents",
    "DELETE",
    "LearnerToken",
    "Limits",
    "PersonCounts",
    "Place",
    "STATE",
    "TOKEN_SCOPES",
    "account_agent",
    "activate_client",
    "actor_key_of",
    "client_authority",
    "count_before",
    "count_person",
    "create_client",
    "deactivate_client",
    "delete_document",
    "delete_documents",
    "erase_before",
    "erase_person",
    "forget_expired_tokens",
    "hashed_secret",
    "learner_token",
    "list_documents",
    "merge_document",
    "pause_target",
    "platform_authority",
    "put_document",
    "read_document",
    "resume_target",
    "rotate_secret",
    "store",
    "void",
    "withdraw_token",
]


def store(
    statements: Sequence[dict[str, Any]],
    *,
    authority: Authority,
    at: dt.datetime | None = None,
    edition: Edition = Edition.TWO,
    contents: Contents | None = None,
) -> list[UUID]:
    """Store a batch whole or not at all and return the ids in the order given.

    Sets id, stored, authority, version and a missing timestamp. What is stored already under the
    same id is left as it is, so that a batch may be sent twice. `at` sets `stored`, for imports
    and the demo; `contents` holds attachments by their SHA-2 in lower case.

    Raises InvalidStatement, StatementConflict, StatementRefused or VoidingRefused.
    """
    batch = prepared(statements, authority=authority, edition=edition, contents=contents or {})
    if not batch.ids:
        return []
    with kept(batch.statements, authority):
        return written(batch, at)


def void(
    statement_id: UUID,
    *,
    authority: Authority,
    actor: dict[str, Any] | None = None,
    at: dt.datetime | None = None,
) -> UUID:
    """Void a statement by storing a voiding one; return the id of the latter."""
    statement = {
        "actor": actor or authority.agent,
        "verb": VOIDED.as_dict(),
        "object": {"objectType": "StatementRef", "id": str(statement_id)},
    }
    return store([statement], authority=authority, at=at)[0]
