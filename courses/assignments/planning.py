"""What making something obligatory would do: who gets it, and what the rule means by days."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from courses.assignments import audiences
from courses.assignments.models import Exemption, Obligation, Period, is_valid_on
from courses.assignments.turns.due import Events
from courses.assignments.turns.timeline import Rhythm

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from members.organisations.models import Municipality
    from members.people.models import Employment


class Standing(StrEnum):
    """How somebody stands before the assignment."""

    NEW = "new"
    EXEMPT = "exempt"
    PROVEN = "proven"


@dataclass(frozen=True, slots=True)
class Concerned:
    """Somebody who would get the obligation."""

    employment: "Employment"
    standing: Standing
    due_on: dt.date


@dataclass(frozen=True, slots=True)
class Example:
    """What a rule makes of somebody who is assigned today."""

    opens_on: dt.date
    due_on: dt.date
    valid_until: dt.date | None
    renew_from: dt.date | None = None
    early_on: dt.date | None = None
    early_until: dt.date | None = None
    late_on: dt.date | None = None
    late_until: dt.date | None = None


def concerned(
    obligation: Obligation,
    *,
    chosen: audiences.Audience,
    day: dt.date,
) -> list[Concerned]:
    """Return whom a drafted obligation would concern; nothing is written."""
    jobs = list(audiences.staff_in(obligation.municipality, chosen))
    exempt, proven = _exempt(jobs, day), _proven(obligation, jobs, day)
    rhythm = obligation.rhythm
    found = []
    for job in jobs:
        turn = rhythm.first_turn(Events(day, job.valid_from), opens_on=obligation.starts_on)
        standing = Standing.NEW
        if job.pk in proven:
            standing = Standing.PROVEN
        elif job.pk in exempt:
            standing = Standing.EXEMPT
        found.append(Concerned(job, standing, turn.due_on))
    return found


def _exempt(jobs: "Iterable[Employment]", day: dt.date) -> set[int]:
    rows = Exemption.objects.filter(employment__in=[job.pk for job in jobs], begins_on__lte=day)
    spans = rows.values_list("employment_id", "ends_on")
    return {key for key, end in spans if end is None or end >= day}


def _proven(obligation: Obligation, jobs: "Iterable[Employment]", day: dt.date) -> set[int]:
    """Return who has shown the same in an obligation that has ended; voluntary learning is not."""
    same = proofs_of_the_same(obligation, day).filter(employment__in=[job.pk for job in jobs])
    return set(same.values_list("employment_id", flat=True))


def proofs_of_the_same(obligation: Obligation, day: dt.date) -> "QuerySet[Period]":
    """Return the turns with a proof of the same that counts on a day, in this municipality."""
    rows = Period.objects.filter(is_valid_on(day), fulfilled_on__isnull=False)
    same = rows.filter(obligation__municipality=obligation.municipality_id)
    if obligation.course_id:
        same = same.filter(obligation__course=obligation.course_id)
    elif obligation.path_id:
        same = same.filter(obligation__path=obligation.path_id)
    else:
        proof = {"obligation__course": None, "obligation__path": None}
        same = same.filter(**proof, obligation__title__iexact=obligation.title)
    return same.exclude(obligation=obligation.pk)


def running_for(municipality: "Municipality", obligation: Obligation) -> Obligation | None:
    """Return the running obligation that already asks for the same."""
    rows = Obligation.objects.filter(municipality=municipality, ended_at=None)
    if obligation.course_id:
        return rows.filter(course=obligation.course_id).first()
    if obligation.path_id:
        return rows.filter(path=obligation.path_id).first()
    return rows.filter(course=None, path=None, title__iexact=obligation.title).first()


def example(rhythm: Rhythm, day: dt.date, *, starts_on: dt.date | None = None) -> Example:
    """Return the days of somebody who is assigned today and learns on the last possible day."""
    first = rhythm.first_turn(Events(day, day), opens_on=starts_on)
    done = rhythm.fulfilled(first, first.due_on)
    following = rhythm.following(done)
    if following is None:
        return Example(first.opens_on, first.due_on, done.valid_until)
    early = following.opens_on
    late = following.due_on + dt.timedelta(days=30)
    return Example(
        opens_on=first.opens_on,
        due_on=first.due_on,
        valid_until=done.valid_until,
        renew_from=following.opens_on,
        early_on=early,
        early_until=rhythm.fulfilled(following, early).valid_until,
        late_on=late,
        late_until=rhythm.fulfilled(following, late).valid_until,
    )
