"""What holds where, and who has looked at how much."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from campus.kit import dates
from campus.kit.prepared import Prepared
from members.people import selectors as people
from members.policies.models import Policy
from members.policies.sights import MAXIMUM, Shown, Sight, shown

if TYPE_CHECKING:
    from members.organisations.models import Municipality


def shown_in(municipality_id: int, day: dt.date | None = None) -> Shown:
    """Return what the employer sees in a municipality on a day (today): one query."""
    return shown_in_each([municipality_id], day)[municipality_id]


def shown_in_each(
    municipality_ids: Collection[int], day: dt.date | None = None
) -> dict[int, Shown]:
    """Return what the employer sees in each of the municipalities: one query for all."""
    keys = sorted(municipality_ids)
    last = dict(_hidden(keys, day or dates.today())) if keys else {}
    return {key: shown(last[key]) if key in last else MAXIMUM for key in municipality_ids}


@Prepared
def _hidden(municipality_ids: list[int], day: dt.date) -> QuerySet[Any, Any]:
    """Return what is hidden where, the newest version last."""
    rows = Policy.objects.in_force_on(day).filter(municipality_id__in=municipality_ids)
    return rows.order_by("number").values_list("municipality_id", "hidden")


def places_without(sight: Sight, municipality_ids: Iterable[int]) -> set[int]:
    """Return those of the municipalities whose agreement takes a sight away."""
    each = shown_in_each(list(municipality_ids))
    return {key for key, visible in each.items() if sight not in visible}


def in_force(municipality: "Municipality", day: dt.date) -> Policy | None:
    """Return the version that holds on a day, None where nothing was ever agreed."""
    found = Policy.objects.in_force_on(day).filter(municipality=municipality)
    return found.order_by("-number").first()


def newest_agreed(municipality: "Municipality") -> Policy | None:
    """Return the last version that was agreed, though it may begin later."""
    found = Policy.objects.agreed().filter(municipality=municipality)
    return found.order_by("-number").first()


def versions(municipality: "Municipality") -> QuerySet[Policy]:
    """Return all versions, the newest first."""
    return Policy.objects.filter(municipality=municipality).order_by("-number")


def waiting(municipality: "Municipality") -> Policy | None:
    """Return the version about which the staff council has to decide."""
    return Policy.objects.filter(municipality=municipality, state=Policy.State.PROPOSED).first()


@dataclass(frozen=True, slots=True)
class Access:
    """How often a role has opened a view on a day, and how many people it showed: no names."""

    day: dt.date
    role: str
    what: str
    looks: int
    people: int


def accesses(municipality: "Municipality") -> QuerySet[Any, Any]:
    """Return the access log by day, role and view, the newest day first, without any person.

    `looks` counts the moments at which the view was opened, `people` the people it has shown.
    """
    rows = people.looks_in(municipality).annotate(day=TruncDate("at"))
    return (
        rows.order_by()
        .values("day", "viewer_role", "what")
        .annotate(looks=Count("at", distinct=True), people=Count("person", distinct=True))
        .order_by("-day", "viewer_role", "what")
    )


def as_accesses(rows: Iterable[dict[str, Any]]) -> list[Access]:
    """Return rows of `accesses` as what the page shows."""
    return [
        Access(row["day"], row["viewer_role"], row["what"], row["looks"], row["people"])
        for row in rows
    ]
