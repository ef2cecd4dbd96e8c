"""Deeds of the record store: store statements, void one, keep documents, give out credentials.

What a projection does with the queue is in courses.xapi.queue.
"""

import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings

from courses.xapi.authority import (
    Authority,
    actor_key_of,
    client_authority,
    platform_authority,
)
from courses.xapi.core.editions import Edition
from courses.xapi.credentials import forget_clients
from courses.xapi.documents import (
    Place,
    delete_document,
    delete_documents,
    list_documents,
    merge_document,
    put_document,
    read_document,
)
from courses.xapi.errors import UnknownScope
from courses.xapi.models import Client
from courses.xapi.scopes import SCOPES
from courses.xapi.vocabulary import VOIDED
from courses.xapi.writing.batch import Content, Contents, prepared
from courses.xapi.writing.insertion import written

__all__ = [
    "Authority",
    "Bounds",
    "Content",
    "Contents",
    "Place",
    "actor_key_of",
    "client_authority",
    "create_client",
    "deactivate_client",
    "delete_document",
    "delete_documents",
    "hashed_secret",
    "list_documents",
    "merge_document",
    "platform_authority",
    "put_document",
    "read_document",
    "store",
    "void",
]

_PLATFORM_OWNER = "platform"


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
    return written(batch, at) if batch.ids else []


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


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits of a credential given out for one launch: an actor, a registration, an end."""

    actor_key: str = ""
    registration: UUID | None = None
    expires_at: dt.datetime | None = None


def create_client(
    *,
    name: str,
    scopes: Iterable[str],
    owner_kind: str = _PLATFORM_OWNER,
    owner_key: str = "",
    bounds: Bounds | None = None,
) -> tuple[Client, str]:
    """Create a credential and return it with its secret, which is kept nowhere.

    Clients with the same owner_key share an authority and see each other's statements.
    """
    granted = list(dict.fromkeys(scopes))
    for scope in granted:
        if scope not in SCOPES:
            raise UnknownScope(scope=scope, known=", ".join(SCOPES))
    limits = bounds or Bounds()
    secret = secrets.token_urlsafe(32)
    client = Client.objects.create(
        key=secrets.token_hex(16),
        secret_hash=hashed_secret(secret),
        name=name,
        scopes=granted,
        owner_kind=owner_kind,
        owner_key=owner_key,
        bound_actor_key=limits.actor_key,
        bound_registration=limits.registration,
        expires_at=limits.expires_at,
    )
    return client, secret


def deactivate_client(client: Client) -> Client:
    """Withdraw a credential at once; its statements stay."""
    client.active = False
    client.save(update_fields=["active"])
    forget_clients()
    return client


def hashed_secret(secret: str) -> str:
    """Return the keyed hash of a secret.

    Secrets are 256 random bits: a slow password hash would guard nothing and cost every request.
    """
    key = settings.SECRET_KEY.encode()
    return hmac.new(
        key, b"xapi-client:" + secret.encode("utf-8", "replace"), hashlib.sha256
    ).hexdigest()
