"""Lists of statements: filters, references, order and pages (XAPI-Communication 2.1.3)."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from courses.xapi import scopes
from courses.xapi.authority import client_authority
from courses.xapi.lookup import Demands, Place, located, statements_at
from courses.xapi.models import (
    ActivityMention,
    AgentMention,
    Client,
    Statement,
    StatementId,
    StatementTarget,
)

LookUp = Callable[[Sequence[Place]], list[Statement]]
MAX_LIMIT = 500
# A person goes by few names.
_NAMES = 20
_LONGEST_STRIDE = 5000


@dataclass(frozen=True, slots=True)
class Visibility:
    """Which statements a reader sees at all; empty fields do not limit."""

    authority_key: str = ""
    actor_key: str = ""
    registration: UUID | None = None

    def limited(self, rows: QuerySet[Statement]) -> QuerySet[Statement]:
        """Return the rows the reader may see."""
        if self.authority_key:
            rows = rows.filter(authority_key=self.authority_key)
        if self.actor_key:
            rows = rows.filter(actor_key=self.actor_key)
        if self.registration is not None:
            rows = rows.filter(registration=self.registration)
        return rows


def visibility_of(client: Client) -> Visibility:
    """Return what a client sees: its authority's statements, unless a scope opens all."""
    sees_all = scopes.allows(client.scopes, scopes.STATEMENTS_READ)
    return Visibility(
        authority_key="" if sees_all else client_authority(client).key,
        actor_key=client.bound_actor_key,
        registration=client.bound_registration,
    )


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the list: the last statement of the page before."""

    stored: dt.datetime
    statement_id: UUID


@dataclass(frozen=True, slots=True)
class Filters:
    """The filter parameters; empty ones do not filter."""

    agent_key: str = ""
    related_agents: bool = False
    verb: str = ""
    activity_key: str = ""
    related_activities: bool = False
    registration: UUID | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    ascending: bool = False
    limit: int = 0
    after: Position | None = None

    @property
    def page_size(self) -> int:
        """Return how many statements a page holds; 0 asks for the most the store gives."""
        return min(self.limit or MAX_LIMIT, MAX_LIMIT)

    @property
    def narrow(self) -> bool:
        """Tell whether there is a filter on content, which references share with their targets."""
        return bool(self.agent_key or self.activity_key or self.verb or self.registration)

    @property
    def mentions(self) -> QuerySet[Any] | None:
        """Return the mentions that answer the filter in the order of the list, if any do."""
        if self.agent_key:
            return _direct(
                AgentMention.objects.filter(agent_key=self.agent_key), self.related_agents
            )
        if self.activity_key:
            met = ActivityMention.objects.filter(activity_key=self.activity_key)
            return _direct(met, self.related_activities)
        return None

    def narrowed(self, rows: QuerySet[Statement]) -> QuerySet[Statement]:
        """Return the rows whose content fits.

        A mention repeats the statement's `stored`, so that each is looked up by its key.
        """
        if self.agent_key:
            named = AgentMention.objects.filter(agent_key=self.agent_key)
            rows = rows.filter(Exists(_of_row(_direct(named, self.related_agents))))
        if self.activity_key:
            met = ActivityMention.objects.filter(activity_key=self.activity_key)
            rows = rows.filter(Exists(_of_row(_direct(met, self.related_activities))))
        if self.verb:
            rows = rows.filter(verb=self.verb)
        if self.registration is not None:
            rows = rows.filter(registration=self.registration)
        return rows


def _direct(mentions: QuerySet[Any], related: bool) -> QuerySet[Any]:
    return mentions if related else mentions.filter(direct=True)


def _of_row(mentions: QuerySet[Any]) -> QuerySet[Any]:
    return mentions.filter(stored=OuterRef("stored"), statement_id=OuterRef("statement_id"))


def statements_page(filters: Filters, visibility: Visibility) -> tuple[list[Statement], bool]:
    """Return a page of statements, newest first unless ascending, and whether more follow.

    Voided statements are left out; what refers to a match is a match (Communication 2.1.3.s4).
    """
    size = filters.page_size
    found = _matching(filters, visibility, size + 1)
    if filters.narrow and StatementTarget.objects.exists():
        found = _merged(found, _referring(filters, visibility)[: size + 1], filters.ascending)
    return found[:size], len(found) > size


def single_statement(
    statement_id: UUID, visibility: Visibility, *, voided: bool
) -> Statement | None:
    """Return a statement by id, from the voided ones or from the others."""
    return visibility.limited(located([statement_id]).filter(voided=voided)).first()


def names_of(agent_key: str, visibility: Visibility) -> list[Statement]:
    """Return recent statements in which the agent took part, for the names it went by."""
    taking_part = Filters(agent_key=agent_key, limit=_NAMES)
    return _matching(taking_part, visibility, _NAMES)


def timeline_page(filters: Filters, visibility: Visibility) -> tuple[list[Statement], bool]:
    """Return a page for the operators' eyes, and whether more follow: voided statements too."""
    size = filters.page_size
    found = _matching(filters, visibility, size + 1, voided_too=True)
    return found[:size], len(found) > size


def _matching(
    filters: Filters, visibility: Visibility, size: int, *, voided_too: bool = False
) -> list[Statement]:
    rows = Statement.objects.all() if voided_too else Statement.objects.filter(voided=False)
    mentions = filters.mentions
    if mentions is None:
        limited = visibility.limited(filters.narrowed(rows)).filter(_in_range(filters))
        return list(_ordered(limited, filters.ascending)[:size])
    both = filters.agent_key and filters.activity_key
    if connection.vendor == "postgresql" and not both:
        demands = _demands(filters, visibility, voided_too=voided_too)
        return _matching_mentions(mentions, partial(statements_at, demands=demands), filters, size)
    look_up = _looking_up(visibility.limited(filters.narrowed(rows)), filters.ascending)
    return _matching_mentions(mentions, look_up, filters, size)


def _looking_up(rows: QuerySet[Statement], ascending: bool) -> LookUp:
    """Return what gives those of the rows that lie at some places, in order."""

    def look_up(places: Sequence[Place]) -> list[Statement]:
        found = rows.filter(
            stored__in=[stored for stored, _ in places], statement_id__in=[key for _, key in places]
        )
        return list(_ordered(found, ascending))

    return look_up


def _demands(filters: Filters, visibility: Visibility, *, voided_too: bool) -> Demands:
    registrations = (filters.registration, visibility.registration)
    return Demands(
        verb=filters.verb,
        authority=visibility.authority_key,
        actor=visibility.actor_key,
        registrations=tuple(key for key in registrations if key is not None),
        voided_too=voided_too,
    )


def _matching_mentions(
    mentions: QuerySet[Any], look_up: LookUp, filters: Filters, size: int
) -> list[Statement]:
    """Walk along the mentions and look their statements up, until the page is full.

    Left to itself PostgreSQL joins and sorts all there ever were, which grows with the store.
    """
    found: list[Statement] = []
    chunk = size
    while True:
        keys = mentions.filter(_in_range(filters)).values_list("stored", "statement_id")
        page = list(_ordered(keys, filters.ascending)[:chunk])
        found += look_up(page)[: size - len(found)]
        if len(page) < chunk or len(found) >= size:
            return found
        filters = replace(filters, after=Position(*page[-1]))
        # What else is asked for is rare here: take longer strides.
        chunk = min(chunk * 4, _LONGEST_STRIDE)


def _referring(filters: Filters, visibility: Visibility) -> QuerySet[Statement]:
    target = OuterRef(OuterRef("target_id"))
    when = StatementId.objects.filter(statement_id=target).values("stored")
    fitting = filters.narrowed(
        visibility.limited(
            Statement.objects.filter(statement_id=OuterRef("target_id"), stored=Subquery(when))
        )
    )
    refers = StatementTarget.objects.filter(Exists(fitting), statement_id=OuterRef("statement_id"))
    referring = Statement.objects.filter(
        _in_range(filters), Exists(refers), target_id__isnull=False, voided=False
    )
    return _ordered(visibility.limited(referring), filters.ascending)


def _in_range(filters: Filters) -> Q:
    wanted = Q()
    if filters.since is not None:
        wanted &= Q(stored__gt=filters.since)
    if filters.until is not None:
        wanted &= Q(stored__lte=filters.until)
    if filters.after is not None:
        side = "gt" if filters.ascending else "lt"
        wanted &= Q(**{f"stored__{side}e": filters.after.stored}) & (
            Q(**{f"stored__{side}": filters.after.stored})
            | Q(**{f"statement_id__{side}": filters.after.statement_id})
        )
    return wanted


Rows = TypeVar("Rows", bound=QuerySet[Any, Any])


def _ordered(rows: Rows, ascending: bool) -> Rows:
    sign = "" if ascending else "-"
    return rows.order_by(f"{sign}stored", f"{sign}statement_id")


def _merged(
    first: list[Statement], second: Iterable[Statement], ascending: bool
) -> list[Statement]:
    unique = {row.statement_id: row for row in (*first, *second)}
    return sorted(
        unique.values(), key=lambda row: (row.stored, row.statement_id), reverse=not ascending
    )
