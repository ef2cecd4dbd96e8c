"""Turns end and come back when somebody moves: archived, never deleted."""

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction

from campus.kit import dates
from courses.assignments.models import Obligation, Period
from courses.assignments.services.keeping import keep_days
from courses.assignments.services.turns import first_period, pauses_of, reckon

if TYPE_CHECKING:
    from members.people.models import Employment


@transaction.atomic
def archive(*, employment: "Employment", obligations: Collection[int]) -> list[Period]:
    """Let obligations no longer concern somebody, from today on or from the day after the last one.

    Every turn and proof stays; the newest one says so.
    """
    today = dates.today()
    last = employment.valid_until
    day = last + dt.timedelta(days=1) if last and last < today else today
    rows = Period.objects.select_for_update(of=("self",)).running()
    newest = rows.filter(employment=employment, obligation__in=list(obligations))
    found = list(newest.select_related("obligation__course"))
    Period.objects.filter(pk__in=[one.pk for one in found]).update(archived_on=day)
    return found


@transaction.atomic
def begin_or_bring_back(*, obligation: Obligation, employment: "Employment") -> Period:
    """Let an obligation concern somebody; what was archived comes back with its proofs.

    Whoever comes back after a day or more has time again, and what was learnt meanwhile was
    voluntary: it is not taken for an answer.
    """
    today = dates.today()
    mine = Period.objects.select_for_update().filter(obligation=obligation, employment=employment)
    newest = mine.order_by("-number").first()
    if newest is None:
        period = first_period(obligation, employment, on=today)
        period.save()
        return reckon(period, pauses_of([employment.pk]).get(employment.pk, []))
    was_away = newest.archived_on is not None and newest.archived_on < today
    changes: dict[str, dt.date | None] = {"archived_on": None}
    if was_away and newest.fulfilled_on is None:
        changes |= _with_time(newest, first_period(obligation, employment, on=today))
    keep_days([newest])
    Period.objects.filter(pk=newest.pk).update(**changes)
    return Period.objects.select_related("obligation__course").get(pk=newest.pk)


def _with_time(old: Period, fresh: Period) -> dict[str, dt.date | None]:
    """Return the days of an open turn that has come back: never less time than was left."""
    due = max(old.due_on, fresh.due_on)
    grace = dt.timedelta(days=old.obligation.grace_days)
    return {
        "assigned_on": fresh.assigned_on,
        "due_on": due,
        "planned_due_on": due,
        "ends_on": due + grace if old.ends_on else None,
    }
