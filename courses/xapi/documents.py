"""State and profile documents: read, put, merge, delete, guarded by entity tags."""

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import QuerySet

from campus.kit import dates
from courses.xapi.authority import platform_authority
from courses.xapi.core.editions import Edition
from courses.xapi.core.jsontext import dumped, loaded
from courses.xapi.core.keys import agent_key, index_key
from courses.xapi.core.merging import merged_document
from courses.xapi.core.violations import Violation
from courses.xapi.errors import (
    BadRequest,
    DocumentConflict,
    ForeignDocument,
    PreconditionFailed,
    PreconditionRequired,
)
from courses.xapi.models import Document
from courses.xapi.writing.insertion import retried

STATE = Document.Kind.STATE.value
AGENT_PROFILE = Document.Kind.AGENT_PROFILE.value
ACTIVITY_PROFILE = Document.Kind.ACTIVITY_PROFILE.value
_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document lies; without `document_id` it names all documents there."""

    kind: str
    document_id: str = ""
    activity_id: str = ""
    agent: dict[str, Any] = field(default_factory=dict)
    registration: UUID | None = None

    @property
    def activity_key(self) -> str:
        """Return the key of the activity, empty for an agent's profile."""
        return index_key(self.activity_id) if self.activity_id else ""

    @property
    def agent_key(self) -> str:
        """Return the key of the agent, empty for an activity's profile."""
        return agent_key(self.agent)

    @property
    def digest(self) -> str:
        """Return one value that is the same for the same place only."""
        registration = str(self.registration or "")
        named = [self.kind, self.activity_key, self.agent_key, registration, self.document_id]
        return hashlib.sha256(dumped(named).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Preconditions:
    """The headers If-Match and If-None-Match; `demanded` as the edition and resource ask."""

    if_match: str = ""
    if_none_match: str = ""
    edition: Edition | None = None

    def check(self, existing: Document | None, *, replacing: bool, profile: bool) -> None:
        """Raise if the document is not in the state the client expects: Communication 3.1.s3."""
        etag = existing.etag if existing else None
        if self.if_match and not _names(self.if_match, etag):
            raise PreconditionFailed
        if self.if_none_match and _names(self.if_none_match, etag):
            raise PreconditionFailed
        if replacing and not self.if_match and not self.if_none_match:
            self._check_unguarded(existing, profile=profile)

    def _check_unguarded(self, existing: Document | None, *, profile: bool) -> None:
        """Guard what exists; 1.0.3 leaves states alone but demands a header for every profile."""
        if self.edition is Edition.TWO or (self.edition is Edition.ONE and profile):
            if existing is not None:
                raise DocumentConflict
            if self.edition is Edition.ONE:
                raise PreconditionRequired


@dataclass(frozen=True, slots=True)
class Access:
    """On whose behalf documents are kept, and how far beyond its own it may reach.

    A client sees and changes the documents of its own authority. `reads_all` and `writes_all` open
    those of others; `keeps_from` is an authority whose documents it may read, but not change.
    """

    authority_key: str
    reads_all: bool = False
    writes_all: bool = False
    keeps_from: str = ""

    def may_read(self, document: Document) -> bool:
        """Tell whether the document is there for this client."""
        return self.reads_all or document.authority_key == self.authority_key

    def may_write(self, document: Document) -> bool:
        """Tell whether the document may be replaced or deleted."""
        if self.keeps_from and document.authority_key == self.keeps_from:
            return False
        return self.writes_all or document.authority_key == self.authority_key

    def readable(self, rows: QuerySet[Document]) -> QuerySet[Document]:
        """Return the documents that are there for this client."""
        return rows if self.reads_all else rows.filter(authority_key=self.authority_key)

    def writable(self, rows: QuerySet[Document]) -> QuerySet[Document]:
        """Return the documents that may be replaced or deleted."""
        if not self.writes_all:
            return rows.filter(authority_key=self.authority_key)
        return rows.exclude(authority_key=self.keeps_from) if self.keeps_from else rows


def platform_access() -> Access:
    """Return the access of the platform itself, to every document."""
    return Access(platform_authority().key, reads_all=True, writes_all=True)


def read_document(place: Place, *, access: Access | None = None) -> Document | None:
    """Return the document at a place, None if there is none for this client."""
    document = Document.objects.filter(place=place.digest).first()
    may_read = document is not None and (access or platform_access()).may_read(document)
    return document if may_read else None


def list_documents(
    place: Place, *, since: dt.datetime | None = None, access: Access | None = None
) -> QuerySet[Document]:
    """Return the documents of a place, those changed after `since` only (Communication 2.3)."""
    rows = (access or platform_access()).readable(_documents_at(place))
    if since is not None:
        rows = rows.filter(updated_at__gt=since)
    return rows.defer("content").order_by("updated_at", "id")


def _documents_at(place: Place) -> QuerySet[Document]:
    rows = Document.objects.filter(
        kind=place.kind, activity_key=place.activity_key, agent_key=place.agent_key
    )
    if place.registration is not None:
        rows = rows.filter(registration=place.registration)
    return rows


def put_document(
    place: Place,
    *,
    content: bytes,
    content_type: str = _JSON,
    preconditions: Preconditions | None = None,
    access: Access | None = None,
) -> Document:
    """Store a document, replacing what is there."""
    _check_readable(content, content_type)
    guards, who = preconditions or Preconditions(), access or platform_access()

    def attempt() -> Document:
        existing = _locked(place, who)
        guards.check(existing, replacing=True, profile=place.kind != STATE)
        return _saved(existing or _new(place, who), content, content_type)

    return retried(attempt, also=(IntegrityError,))


def merge_document(
    place: Place,
    *,
    content: bytes,
    content_type: str = _JSON,
    preconditions: Preconditions | None = None,
    access: Access | None = None,
) -> Document:
    """Store a document, or merge top-level properties into the JSON object that is there."""
    _check_readable(content, content_type)
    guards, who = preconditions or Preconditions(), access or platform_access()

    def attempt() -> Document:
        existing = _locked(place, who)
        guards.check(existing, replacing=False, profile=place.kind != STATE)
        if existing is None:
            return _saved(_new(place, who), content, content_type)
        merged = merged_document(
            _as_object(bytes(existing.content), existing.content_type),
            _as_object(content, content_type),
        )
        return _saved(existing, dumped(merged).encode(), existing.content_type)

    return retried(attempt, also=(IntegrityError,))


def delete_document(
    place: Place, *, preconditions: Preconditions | None = None, access: Access | None = None
) -> None:
    """Delete a document; one that is not there is no error."""
    guards, who = preconditions or Preconditions(), access or platform_access()

    def attempt() -> None:
        existing = _locked(place, who)
        guards.check(existing, replacing=False, profile=place.kind != STATE)
        if existing is not None:
            existing.delete()

    retried(attempt)


def delete_documents(place: Place, *, access: Access | None = None) -> int:
    """Delete all documents of a place that this client may delete; return how many there were."""
    deleted, _ = (access or platform_access()).writable(_documents_at(place)).delete()
    return deleted


def _locked(place: Place, access: Access) -> Document | None:
    """Return what is there, locked. Raises ForeignDocument if it is not this client's."""
    existing = Document.objects.select_for_update().filter(place=place.digest).first()
    if existing is not None and not access.may_write(existing):
        raise ForeignDocument
    return existing


def _new(place: Place, access: Access) -> Document:
    return Document(
        place=place.digest,
        kind=place.kind,
        activity_key=place.activity_key,
        agent_key=place.agent_key,
        registration=place.registration,
        document_id=place.document_id,
        authority_key=access.authority_key,
    )


def _saved(document: Document, content: bytes, content_type: str) -> Document:
    document.content = content
    document.content_type = content_type
    # SHA-1 is what the specification demands of an entity tag: Communication 3.1.s4.b2.
    document.etag = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    document.updated_at = dates.now()
    document.save()
    return document


def _is_json(content_type: str) -> bool:
    return content_type.partition(";")[0].strip().lower() == _JSON


def _check_readable(content: bytes, content_type: str) -> None:
    """Refuse what calls itself JSON and is none: Communication 3.2.s3.b6."""
    if _is_json(content_type):
        loaded(content)


def _as_object(content: bytes, content_type: str) -> dict[str, Any]:
    """Return a document as JSON object: only these can be merged (Communication 2.2.s8.b1)."""
    try:
        value = loaded(content) if _is_json(content_type) else None
    except Violation:
        value = None
    if not isinstance(value, dict):
        raise BadRequest(reason="Only JSON objects sent as application/json can be merged.")
    return value


def _names(header: str, etag: str | None) -> bool:
    """Tell whether an entity tag is in a header, of which `*` stands for any."""
    if etag is None:
        return False
    tags = [tag.strip().removeprefix("W/").strip('"').lower() for tag in header.split(",")]
    return "*" in tags or etag in tags
