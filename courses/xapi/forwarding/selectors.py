"""How forwarding goes, for people."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q

from courses.xapi.forwarding.configuration import Misconfigured, addresses
from courses.xapi.models import ForwardingTarget, OutboxEntry


@dataclass(frozen=True, slots=True)
class TargetState:
    """How it goes with one target; `url` is empty where the environment does not name it."""

    name: str
    url: str
    is_active: bool
    is_paused: bool
    is_backfilling: bool
    waiting: int
    oldest: dt.datetime | None
    refused: int
    failures: int
    last_error: str
    last_sent_at: dt.datetime | None
    next_attempt_at: dt.datetime


@dataclass(frozen=True, slots=True)
class RefusedStatement:
    """A statement that a target refuses for good, and why."""

    statement_id: UUID
    reason: str
    queued_at: dt.datetime


def target_states(environment: Mapping[str, str] | None = None) -> list[TargetState]:
    """Return the state of every target, by name, in two queries."""
    try:
        known = addresses(environment)
    except Misconfigured:
        known = {}
    waits = Q(refused="")
    sums: dict[int, Mapping[str, Any]] = {
        row["target_id"]: row
        for row in OutboxEntry.objects.values("target_id").annotate(
            waiting=Count("id", filter=waits),
            oldest=Min("queued_at", filter=waits),
            refusals=Count("id", filter=~waits),
        )
    }
    return [
        _state(target, known[target.name].url if target.name in known else "", sums)
        for target in ForwardingTarget.objects.order_by("name")
    ]


def refused_statements(name: str, *, limit: int = 50) -> list[RefusedStatement]:
    """Return what a target refuses, oldest first."""
    rows = OutboxEntry.objects.filter(target__name=name).exclude(refused="").order_by("id")
    return [RefusedStatement(row.statement_id, row.refused, row.queued_at) for row in rows[:limit]]


def _state(
    target: ForwardingTarget, url: str, sums: Mapping[int, Mapping[str, Any]]
) -> TargetState:
    row = sums.get(target.pk, {})
    return TargetState(
        name=target.name,
        url=url,
        is_active=target.active,
        is_paused=target.paused,
        is_backfilling=target.backfill_until is not None,
        waiting=row.get("waiting", 0),
        oldest=row.get("oldest"),
        refused=row.get("refusals", 0),
        failures=target.failures,
        last_error=target.last_error,
        last_sent_at=target.last_sent_at,
        next_attempt_at=target.next_attempt_at,
    )
