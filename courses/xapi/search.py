"""Lists of statements: filters, references, order and pages (XAPI-Communication 2.1.3)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from courses.xapi import scopes
from courses.xapi.authority import client_authority
from courses.xapi.lookup import located
from courses.xapi.models import Client, Statement, StatementTarget

MAX_LIMIT = 500
# A person goes by few names.
_NAMES = 20


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

    def narrowed(self, rows: QuerySet[Statement]) -> QuerySet[Statement]:
        """Return the rows whose content fits, joined with the mentions that were asked for.

        A mention repeats the statement's `stored`, so that PostgreSQL joins within a partition.
        """
        if self.agent_key:
            fits = Q(agents__agent_key=self.agent_key, agents__stored=F("stored"))
            if not self.related_agents:
                fits &= Q(agents__direct=True)
            rows = rows.alias(agent=FilteredRelation("agents", condition=fits))
            rows = rows.filter(agent__agent_key=self.agent_key)
        if self.activity_key:
            fits = Q(activities__activity_key=self.activity_key, activities__stored=F("stored"))
            if not self.related_activities:
                fits &= Q(activities__direct=True)
            rows = rows.alias(activity=FilteredRelation("activities", condition=fits))
            rows = rows.filter(activity__activity_key=self.activity_key)
        if self.verb:
            rows = rows.filter(verb=self.verb)
        if self.registration is not None:
            rows = rows.filter(registration=self.registration)
        return rows


def statements_page(filters: Filters, visibility: Visibility) -> tuple[list[Statement], bool]:
    """Return a page of statements, newest first unless ascending, and whether more follow.

    Voided statements are left out; what refers to a match is a match (Communication 2.1.3.s4).
    """
    size = filters.page_size
    found = list(_matching(_valid(), filters, visibility)[: size + 1])
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
    return list(_matching(_valid(), taking_part, visibility)[:_NAMES])


def timeline_page(filters: Filters, visibility: Visibility) -> tuple[list[Statement], bool]:
    """Return a page for the operators' eyes, and whether more follow: voided statements too."""
    size = filters.page_size
    found = list(_matching(Statement.objects.all(), filters, visibility)[: size + 1])
    return found[:size], len(found) > size


def _valid() -> QuerySet[Statement]:
    return Statement.objects.filter(voided=False)


def _matching(
    rows: QuerySet[Statement], filters: Filters, visibility: Visibility
) -> QuerySet[Statement]:
    # The order comes from the table whose key answers the filter.
    source = ""
    if filters.agent_key:
        source = "agent__"
    elif filters.activity_key:
        source = "activity__"
    rows = filters.narrowed(rows).filter(_in_range(filters, source))
    return _ordered(visibility.limited(rows), filters.ascending, source)


def _referring(filters: Filters, visibility: Visibility) -> QuerySet[Statement]:
    targets = filters.narrowed(visibility.limited(Statement.objects.all()))
    refers = StatementTarget.objects.filter(
        statement=OuterRef("pk"), target_id__in=targets.values("statement_id")
    )
    rows = Statement.objects.filter(_in_range(filters, ""), Exists(refers), voided=False)
    return _ordered(visibility.limited(rows), filters.ascending, "")


def _in_range(filters: Filters, source: str) -> Q:
    stored, statement_id = f"{source}stored", f"{source}statement_id" if source else "statement_id"
    wanted = Q()
    if filters.since is not None:
        wanted &= Q(**{f"{stored}__gt": filters.since})
    if filters.until is not None:
        wanted &= Q(**{f"{stored}__lte": filters.until})
    if filters.after is not None:
        side = "gt" if filters.ascending else "lt"
        wanted &= Q(**{f"{stored}__{side}e": filters.after.stored}) & (
            Q(**{f"{stored}__{side}": filters.after.stored})
            | Q(**{f"{statement_id}__{side}": filters.after.statement_id})
        )
    return wanted


def _ordered(rows: QuerySet[Statement], ascending: bool, source: str) -> QuerySet[Statement]:
    sign = "" if ascending else "-"
    tie = f"{source}statement_id" if source else "statement_id"
    return rows.order_by(f"{sign}{source}stored", f"{sign}{tie}")


def _merged(
    first: list[Statement], second: Iterable[Statement], ascending: bool
) -> list[Statement]:
    unique = {row.statement_id: row for row in (*first, *second)}
    return sorted(
        unique.values(), key=lambda row: (row.stored, row.statement_id), reverse=not ascending
    )
