"""Erasing a person from the store: statements deleted or made anonymous, documents deleted.

Everything goes in chunks of its own transaction. A chunk takes the person out of the rows by which
it was found, so that the work ends, and after a crash goes on where it stopped.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError
from django.db.models import Q, QuerySet

from courses.xapi.authority import account_agent
from courses.xapi.core.anonymous import Disguise, is_signed
from courses.xapi.core.jsontext import loaded
from courses.xapi.core.keys import agent_key
from courses.xapi.credentials import forget_clients
from courses.xapi.erasing.disguising import disguise_in_place, renew
from courses.xapi.erasing.removal import CHUNK, Removed, remove
from courses.xapi.errors import ErasureRefused
from courses.xapi.lookup import located
from courses.xapi.models import AgentMention, Client, Document, Erasure, Statement
from courses.xapi.writing.insertion import retried

ANONYMISE = Erasure.Policy.ANONYMISE.value
DELETE = Erasure.Policy.DELETE.value


@dataclass(frozen=True, slots=True)
class Traces:
    """Where a person is found: by the agent's key, and by the registrations that are the person's.

    Statements of the person, or on one of these registrations, are the person's own; in others
    the person is only named.
    """

    key: str
    registrations: frozenset[UUID] = frozenset()

    def is_own(self, row: Statement) -> bool:
        """Tell whether a statement is the person's own."""
        return row.actor_key == self.key or row.registration in self.registrations

    def documents(self) -> QuerySet[Document]:
        """Return the person's states and profiles."""
        return Document.objects.filter(
            Q(agent_key=self.key) | Q(registration__in=self.registrations)
        )

    def tokens(self) -> QuerySet[Client]:
        """Return the credentials that were given out for the person."""
        return Client.objects.filter(
            Q(bound_actor_key=self.key) | Q(bound_registration__in=self.registrations)
        )


@dataclass(frozen=True, slots=True)
class PersonCounts:
    """What an erasure would concern: own statements, signed ones among them, others, documents."""

    own: int
    signed: int
    naming: int
    documents: int


def traces_of(agent: dict[str, Any], registrations: Iterable[UUID] = ()) -> Traces:
    """Return where an agent leaves traces. Raises ErasureRefused for an anonymous group."""
    key = agent_key(agent)
    if not key:
        raise ErasureRefused(reason="Only who has an identifier can be found.")
    return Traces(key, frozenset(registrations))


def count_person(agent: dict[str, Any], *, registrations: Iterable[UUID] = ()) -> PersonCounts:
    """Return what erasing a person would concern, without changing anything."""
    traces = traces_of(agent, registrations)
    mentions = AgentMention.objects.filter(agent_key=traces.key)
    ids = set(mentions.values_list("statement_id", flat=True))
    on_seats = Statement.objects.filter(registration__in=traces.registrations)
    ids |= set(on_seats.values_list("statement_id", flat=True))
    own = signed = 0
    for chunk in _chunks(sorted(ids)):
        for row in located(chunk):
            own += traces.is_own(row)
            signed += is_signed(loaded(row.raw))
    return PersonCounts(own, signed, len(ids) - own, traces.documents().count())


def erase_person(
    agent: dict[str, Any],
    *,
    policy: str,
    registrations: Iterable[UUID] = (),
    requested_by: str = "",
    meanwhile: Callable[[], None] | None = None,
) -> Erasure:
    """Erase a person, and note that it was done, without a trace of whom.

    `policy` says whether the person's own statements are deleted or kept under a fresh account;
    where others only name the person, the name is replaced. A signed statement holds everything
    twice and is deleted. `registrations` are the seats that are the person's. `meanwhile` is called
    when all is erased, to cut the mapping of person and account; what was stored until then is
    erased after it. May be called again after a crash.
    """
    if policy not in Erasure.Policy.values:
        raise ErasureRefused(reason=f"Choose {ANONYMISE} or {DELETE}.")
    traces = traces_of(agent, registrations)
    disguise = new_disguise(traces.key)
    _withdraw_credentials(traces)
    removed = _sweep(traces, disguise, policy)
    if meanwhile is not None:
        meanwhile()
        _withdraw_credentials(traces)
        removed += _sweep(traces, disguise, policy)
    return Erasure.objects.create(
        kind=Erasure.Kind.PERSON,
        policy=policy,
        statements=removed.statements,
        documents=removed.documents,
        attachments=removed.attachments,
        requested_by=requested_by,
    )


def new_disguise(key: str) -> Disguise:
    """Return a disguise that nobody can see through once this process forgets its secret.

    The same name always becomes the same other name, so that statements go on belonging together.
    """
    secret = secrets.token_bytes(32)

    def renamed(text: str) -> str:
        digest = hmac.new(secret, UUID(text).bytes, hashlib.sha256).digest()
        return str(UUID(bytes=digest[:16], version=4))

    return Disguise(key, account_agent(str(uuid4())), renamed)


def _sweep(traces: Traces, disguise: Disguise, policy: str) -> Removed:
    """Erase until nothing is found any more."""

    def attempt() -> Removed | None:
        rows = _next_rows(traces)
        return _erased(rows, traces, disguise, policy) if rows else None

    total = Removed()
    while (removed := retried(attempt, also=(IntegrityError,))) is not None:
        total += removed
    documents, _ = traces.documents().delete()
    return total + Removed(documents=documents)


def _next_rows(traces: Traces) -> list[Statement]:
    """Return some statements in which the person still is, locked."""
    mentions = AgentMention.objects.filter(agent_key=traces.key)
    in_order = mentions.order_by("stored", "statement_id").values_list("statement_id", flat=True)
    while ids := list(in_order[:CHUNK]):
        if rows := list(located(ids).select_for_update()):
            return rows
        # Left behind by statements that went with a partition.
        mentions.filter(statement_id__in=ids).delete()
    if not traces.registrations:
        return []
    on_seats = Statement.objects.filter(registration__in=traces.registrations)
    return list(on_seats.select_for_update().order_by("stored", "statement_id")[:CHUNK])


def _erased(rows: Sequence[Statement], traces: Traces, disguise: Disguise, policy: str) -> Removed:
    gone: list[Statement] = []
    renewed: list[Statement] = []
    named: list[Statement] = []
    for row in rows:
        if is_signed(loaded(row.raw)) or (traces.is_own(row) and policy == DELETE):
            gone.append(row)
        else:
            (renewed if traces.is_own(row) else named).append(row)
    return (
        remove(gone) + renew(renewed, disguise, traces.is_own) + disguise_in_place(named, disguise)
    )


def _withdraw_credentials(traces: Traces) -> None:
    """Delete the person's tokens, and take the person off the lists of clients.

    A client whose list becomes empty would be free to write about anybody: it is withdrawn.
    """
    traces.tokens().delete()
    for client in Client.objects.exclude(allowed_actors=[]):
        if traces.key in client.allowed_actors:
            client.allowed_actors = [key for key in client.allowed_actors if key != traces.key]
            client.active = client.active and bool(client.allowed_actors)
            client.save(update_fields=["allowed_actors", "active"])
    forget_clients()


def _chunks(ids: Sequence[UUID]) -> Iterable[Sequence[UUID]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
