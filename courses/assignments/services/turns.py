"""Turns: begin one, enter what fulfils it, open the next when its window comes."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from campus.kit import dates
from courses.assignments.models import Exemption, Obligation, Period
from courses.assignments.services.keeping import keep_days
from courses.assignments.services.news import tell
from courses.assignments.turns.due import Events
from courses.assignments.turns.pauses import Pause, stretched
from courses.assignments.turns.timeline import Turn
from members.people import selectors as people

if TYPE_CHECKING:
    from members.people.models import Employment


def first_period(obligation: Obligation, employment: "Employment", *, on: dt.date) -> Period:
    """Return the first turn of somebody, not yet stored."""
    rhythm, events = obligation.rhythm, Events(on, employment.valid_from)
    turn = rhythm.first_turn(events, opens_on=obligation.starts_on)
    return Period(
        obligation=obligation,
        employment=employment,
        number=1,
        assigned_on=on,
        opens_on=turn.opens_on,
        due_on=turn.due_on,
        planned_due_on=turn.due_on,
    )


def turn_of(period: Period) -> Turn:
    """Return a stored turn as the rules know it."""
    return Turn(
        number=period.number,
        opens_on=period.opens_on or period.assigned_on,
        due_on=period.planned_due_on or period.due_on,
        ends_on=period.ends_on,
        previous_until=period.previous_until,
        fulfilled_on=period.fulfilled_on,
        valid_until=period.valid_until,
    )


def enter(
    period: Period,
    *,
    on: dt.date,
    source: str,
    version: int | None = None,
    until: dt.date | None = None,
) -> Period:
    """Enter what fulfils a turn; `until` is what stands on a proof from elsewhere."""
    rhythm = period.obligation.rhythm
    done = rhythm.fulfilled(turn_of(period), on)
    period.fulfilled_on = on
    period.valid_until = until or done.valid_until
    period.version_number = version
    period.source = source
    if period.valid_until:
        period.next_opens_on = max(rhythm.expiry.opens_on(period.valid_until), on)
    period.save(
        update_fields=[
            "fulfilled_on",
            "valid_until",
            "version_number",
            "source",
            "next_opens_on",
        ]
    )
    return period


def follow(period: Period) -> Period:
    """Close a fulfilled turn and begin the one that renews it."""
    day = period.valid_until or dates.today()
    begin = period.next_opens_on or day
    Period.objects.filter(pk=period.pk).update(closed_at=dates.now())
    grace = dt.timedelta(days=period.obligation.grace_days)
    following = Period.objects.create(
        obligation=period.obligation,
        employment=period.employment,
        number=period.number + 1,
        assigned_on=begin,
        opens_on=begin,
        due_on=day,
        planned_due_on=day,
        ends_on=day + grace,
        previous_until=period.valid_until,
    )
    return reckon(following, pauses_of([period.employment_id]).get(period.employment_id, []))


def pauses_of(employment_ids: Iterable[int]) -> dict[int, list[Pause]]:
    """Return the exemptions of these jobs."""
    found: dict[int, list[Pause]] = {}
    rows = Exemption.objects.filter(employment__in=list(employment_ids))
    for key, begin, end in rows.values_list("employment_id", "begins_on", "ends_on"):
        found.setdefault(key, []).append(Pause(begin, end))
    return found


def reckon(period: Period, pauses: Iterable[Pause]) -> Period:
    """Move the deadline of an open turn by the days for which the clock stood still."""
    planned = period.planned_due_on or period.due_on
    since = period.opens_on or period.assigned_on
    due = stretched(planned, since=since, pauses=pauses)
    ends = due + dt.timedelta(days=period.obligation.grace_days) if period.ends_on else None
    if (due, ends) != (period.due_on, period.ends_on):
        keep_days([period])
        period.planned_due_on, period.due_on, period.ends_on = planned, due, ends
        period.save(update_fields=["planned_due_on", "due_on", "ends_on"])
    return period


@transaction.atomic
def open_windows(
    *, on: dt.date | None = None, only: Q | None = None, quietly: bool = False
) -> list[Period]:
    """Begin every turn whose window has come; may run any number of times.

    Who has left gets none. The staff are told, unless it is an import of what was long ago.
    """
    day = on or dates.today()
    ready = (
        Period.objects.select_for_update(of=("self",))
        .filter(only or Q(), next_opens_on__lte=day, closed_at=None, archived_on=None)
        .filter(revoked_on=None, obligation__ended_at=None)
        .filter(employment__in=people.jobs_on(day).order_by().values("pk"))
        .select_related("obligation__course", "obligation__municipality")
        .select_related("employment__person__user")
    )
    opened = [follow(period) for period in ready]
    for period in [] if quietly else opened:
        tell(period, kind="assignments_renewal", key=f"renewal:{period.obligation_id}:{period.pk}")
    return opened


@transaction.atomic
def reckon_all(*, only: Q | None = None) -> int:
    """Work out all open deadlines anew from the exemptions; returns how many moved."""
    open_turns = (
        Period.objects.select_for_update(of=("self",))
        .filter(only or Q(), fulfilled_on=None, closed_at=None, obligation__ended_at=None)
        .filter(Q(employment__exemptions__isnull=False) | ~Q(planned_due_on=None))
        .select_related("obligation")
    )
    turns = list({one.pk: one for one in open_turns}.values())
    pauses = pauses_of({one.employment_id for one in turns})
    before = {one.pk: one.due_on for one in turns}
    for one in turns:
        reckon(one, pauses.get(one.employment_id, []))
    return sum(one.due_on != before[one.pk] for one in turns)
