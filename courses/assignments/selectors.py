"""What HR may know: status, dates and version of mandatory training, and nothing else.

No score, no attempt, no time spent and no voluntary course is selected anywhere in this module.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from campus.kit import dates
from campus.kit.prepared import PreparedObjects
from courses.assignments.audiences import Audience as Audience
from courses.assignments.audiences import audience as audience
from courses.assignments.audiences import audiences_of as audiences_of
from courses.assignments.audiences import staff_in as staff_in
from courses.assignments.documents import has_reminded as has_reminded
from courses.assignments.documents import proof_documents as proof_documents
from courses.assignments.models import (
    Exemption,
    HistoryImport,
    Obligation,
    Period,
    Reminder,
    is_exempt_on,
    is_late_on,
    is_valid_on,
)
from courses.assignments.models.standing import begun_by as begun_by
from courses.assignments.models.standing import begun_by_then as begun_by_then
from courses.assignments.models.standing import end_of as end_of
from courses.assignments.models.standing import obligations_until as obligations_until
from courses.assignments.models.standing import turns_on as turns_on
from courses.assignments.states import WAITING, Facts, Status, status_on
from courses.assignments.turns.due import Events
from members.people import selectors as people
from members.policies import selectors as policies
from members.policies.sights import MAXIMUM, Shown, Sight

if TYPE_CHECKING:
    from members.organisations.models import Municipality
    from members.people.models import Employment, Person


@dataclass(frozen=True, slots=True)
class Cell:
    """One person's standing towards one obligation, as HR sees it."""

    status: Status
    obligation_id: int
    course_title: str = ""
    period_id: int | None = None
    due_on: dt.date | None = None
    fulfilled_on: dt.date | None = None
    valid_until: dt.date | None = None
    version_number: int | None = None
    reminded_on: dt.date | None = None
    opens_on: dt.date | None = None
    # Whether a proof of an earlier turn is to be renewed.
    renews: bool = False
    # The learning path that is asked for, where it is one.
    path: str = ""
    # Whether a renewal may begin with the test, as human resources have chosen.
    test_first: bool = False

    @property
    def asks(self) -> bool:
        """Tell whether somebody is still asked to learn."""
        return self.status in WAITING


@dataclass(frozen=True, slots=True)
class Row:
    """One person's line of the matrix."""

    employment: "Employment"
    cells: tuple[Cell, ...]


def running(municipality: "Municipality") -> QuerySet[Obligation]:
    """Return the municipality's running obligations in the order of their due dates."""
    rows = Obligation.objects.filter(municipality=municipality, ended_at=None)
    return rows.select_related("course", "municipality").prefetch_related("departments")


def obligations_ever(municipality: "Municipality") -> QuerySet[Obligation]:
    """Return all obligations of a municipality, also those that have ended."""
    return Obligation.objects.filter(municipality=municipality)


def latest_periods(employment_ids: Any, day: dt.date) -> QuerySet[Period]:
    """Return the newest period of each running obligation of these employments."""
    return (
        Period.objects.running()
        .with_pauses(day)
        .filter(employment_id__in=employment_ids)
        .select_related("obligation__course")
        .annotate(reminded_on=Max("reminders__sent_on"))
    )


def facts_of(period: Period, *, exempt: bool) -> Facts:
    """Return what decides the status of a period."""
    return Facts(
        due_on=period.due_on,
        fulfilled_on=period.fulfilled_on,
        valid_until=period.valid_until,
        exempt=exempt,
        opens_on=period.opens_on,
        ends_on=period.ends_on,
        previous_until=period.previous_until,
        temporary_until=period.temporary_until,
        revoked_on=period.revoked_on,
        archived_on=period.archived_on,
    )


def cell_of(period: Period, day: dt.date, shown: Shown = MAXIMUM) -> Cell:
    """Return what HR sees of one period on a day, as far as the works agreement allows.

    The period comes from `with_pauses`.
    """
    facts = facts_of(period, exempt=bool(getattr(period, "is_paused", period.exempt)))
    until = period.valid_until
    if period.fulfilled_on is None:
        until = period.previous_until or period.temporary_until
    return Cell(
        status=status_on(facts, day),
        obligation_id=period.obligation_id,
        course_title=getattr(period, "course_title", "") or period.obligation.name,
        period_id=period.pk,
        due_on=period.due_on,
        fulfilled_on=period.fulfilled_on if Sight.FULFILLED_ON in shown else None,
        valid_until=until,
        version_number=period.version_number if Sight.VERSION in shown else None,
        reminded_on=getattr(period, "reminded_on", None) if Sight.REMINDED_ON in shown else None,
        opens_on=period.opens_on,
        renews=period.number > 1,
        path=getattr(period, "path_slug", None) or "",
        test_first=period.obligation.test_first,
    )


def matrix(
    employments: Sequence["Employment"], obligations: Sequence[Obligation], day: dt.date
) -> list[Row]:
    """Return people × obligations for the visible people only; two queries in any number."""
    shown = policies.shown_in_each({one.municipality_id for one in obligations})
    found = {
        (period.employment_id, period.obligation_id): cell_of(
            period, day, shown[period.obligation.municipality_id]
        )
        for period in latest_periods([employment.pk for employment in employments], day)
    }
    return [
        Row(
            employment,
            tuple(
                found.get((employment.pk, one.pk), Cell(Status.NOT_ASSIGNED, one.pk))
                for one in obligations
            ),
        )
        for employment in employments
    ]


def visible_rows_for(person: "Person", day: dt.date) -> list[Cell]:
    """Return the very cells that HR sees of this person, in all municipalities."""
    ids = person.employments.active_on(day).values_list("pk", flat=True)
    rows = list(latest_periods(ids, day).order_by("due_on", "obligation"))
    shown = policies.shown_in_each({one.obligation.municipality_id for one in rows})
    return [cell_of(period, day, shown[period.obligation.municipality_id]) for period in rows]


def open_for(person: "Person", day: dt.date) -> list[tuple[Cell, int]]:
    """Return the person's obligations that still ask for something, with their course ids.

    A proof from elsewhere has no course here: 0.
    """
    pairs = [
        (cell_of(one, day), one.obligation.course_id or 0) for one in _latest_of(person.pk, day)
    ]
    due = [pair for pair in pairs if pair[0].asks]
    return sorted(due, key=lambda pair: pair[0].due_on or day)


@PreparedObjects
def _latest_of(person_id: int, day: dt.date) -> QuerySet[Period]:
    jobs = people.jobs_on(day).filter(person_id=person_id).order_by().values("pk")
    rows = Period.objects.running().with_pauses(day).filter(employment_id__in=jobs)
    title = Coalesce("obligation__course__title", "obligation__title")
    return rows.select_related("obligation").annotate(
        course_title=title, path_slug=F("obligation__path__slug")
    )


def due_courses(person: "Person", course_ids: Collection[int], day: dt.date) -> dict[int, dt.date]:
    """Return which of these courses the person still has to take, with the day; one query."""
    return {
        one.obligation.course_id: one.due_on
        for one in _periods_in(person.pk, list(course_ids), day)
        if one.obligation.course_id and cell_of(one, day).asks
    }


@PreparedObjects
def _periods_in(person_id: int, course_ids: list[int], day: dt.date) -> QuerySet[Period]:
    rows = (
        Period.objects.running()
        .with_pauses(day)
        .filter(
            Q(employment__valid_until=None) | Q(employment__valid_until__gte=day),
            employment__person_id=person_id,
            employment__valid_from__lte=day,
            obligation__course_id__in=course_ids,
        )
    )
    title = Coalesce("obligation__course__title", "obligation__title")
    return rows.select_related("obligation").annotate(course_title=title).order_by("-due_on")


def own_period(person: "Person", pk: int) -> Period | None:
    """Return one of the person's own running periods, or None."""
    return Period.objects.running().filter(pk=pk, employment__person=person).first()


def counts(
    obligations: Iterable[Obligation], staff: "QuerySet[Employment]", day: dt.date
) -> dict[int, dict[str, Any]]:
    """Return for each obligation how many of the staff are assigned, fulfilled and overdue."""
    rows = (
        Period.objects.running()
        .filter(
            obligation__in=[one.pk for one in obligations],
            employment__in=staff.order_by().values("pk"),
        )
        .order_by()
        .values("obligation_id")
        .annotate(
            assigned=Count("pk"),
            fulfilled=Count("pk", filter=is_valid_on(day)),
            released=Count("pk", filter=~is_valid_on(day) & is_exempt_on(day)),
            overdue=Count("pk", filter=is_late_on(day)),
        )
    )
    return {row["obligation_id"]: dict(row) for row in rows}


def missing_count(obligation: Obligation, staff: "QuerySet[Employment]", day: dt.date) -> int:
    """Return how many of the staff have still to fulfil an obligation, in time or late."""
    found = counts([obligation], staff, day).get(obligation.pk)
    return found["assigned"] - found["fulfilled"] - found["released"] if found else 0


def reminded_count(obligation: Obligation, staff: "QuerySet[Employment]", day: dt.date) -> int:
    """Return how many of the staff still missing were reminded on a day."""
    waiting = Period.objects.running().filter(
        obligation=obligation, fulfilled_on=None, employment__in=staff.order_by().values("pk")
    )
    return waiting.filter(reminders__sent_on=day).exclude(is_exempt_on(day)).count()


def last_reminder(obligation: Obligation) -> Reminder | None:
    """Return the newest reminder of an obligation, for the line beside the button."""
    return Reminder.objects.filter(period__obligation=obligation).first()


def history_of(obligation: Obligation, employment: "Employment") -> list[Period]:
    """Return all turns of somebody in an obligation, the newest first."""
    rows = Period.objects.filter(obligation=obligation, employment=employment)
    found = rows.with_pauses(dates.today()).select_related("obligation__course", "revoked_by")
    return list(found.select_related("proof_file").defer("proof_file__content").order_by("-number"))


def exemptions_in(staff: "QuerySet[Employment]") -> QuerySet[Exemption]:
    """Return the exemptions of these staff that have not ended long ago, the newest first."""
    rows = Exemption.objects.filter(employment__in=staff.order_by().values("pk"))
    recent = dates.add_months(dates.today(), -12)
    return rows.filter(Q(ends_on=None) | Q(ends_on__gte=recent)).select_related(
        "employment__person", "employment__department", "created_by"
    )


def paused_on(day: dt.date, employment_ids: Collection[int]) -> QuerySet[Exemption]:
    """Return the exemptions for which the clock of these jobs stood still on a day."""
    return Exemption.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day), employment_id__in=employment_ids, begins_on__lte=day
    )


def exemptions_of_towns(towns: "QuerySet[Municipality]") -> QuerySet[Exemption]:
    """Return the exemptions in these municipalities."""
    rows = Exemption.objects.filter(employment__municipality__in=towns)
    return rows.select_related("employment__person")


def history_imports_of(towns: "QuerySet[Municipality]") -> QuerySet[HistoryImport]:
    """Return the lists of earlier proofs of these municipalities."""
    return HistoryImport.objects.filter(municipality__in=towns).select_related("municipality")


def concerned_in(obligation_ids: Iterable[int], job_ids: Collection[int]) -> list[tuple[int, int]]:
    """Return who has a turn in which of these obligations, as (obligation, employment)."""
    rows = Period.objects.running().filter(
        obligation__in=list(obligation_ids), employment__in=job_ids
    )
    return list(rows.order_by().values_list("obligation_id", "employment_id"))


def proven_before(
    municipality: "Municipality", job_ids: Collection[int], day: dt.date
) -> list[tuple[Obligation, int]]:
    """Return whose proof in which obligation that has ended counts still, with the employment."""
    rows = Period.objects.filter(is_valid_on(day), fulfilled_on__isnull=False).filter(
        obligation__municipality=municipality,
        obligation__ended_at__isnull=False,
        employment__in=job_ids,
    )
    return [(one.obligation, one.employment_id) for one in rows.select_related("obligation")]


def exempt_on(job_ids: Collection[int], day: dt.date) -> set[int]:
    """Return which of these employments nobody asks to learn on a day."""
    lasting = Q(ends_on=None) | Q(ends_on__gte=day)
    rows = Exemption.objects.filter(lasting, employment__in=job_ids, begins_on__lte=day)
    return set(rows.values_list("employment_id", flat=True))


def turns_by_key(keys: Collection[int]) -> QuerySet[Period]:
    """Return turns by their keys, with the person and what is asked."""
    rows = Period.objects.filter(pk__in=keys).order_by("due_on", "pk")
    return rows.select_related("obligation__course", "employment__person__user")


def running_turns(municipality: "Municipality", people_ids: Collection[int]) -> QuerySet[Period]:
    """Return the newest turn of these people in each running obligation of their jobs there."""
    jobs = people.staff_of(municipality).filter(person__in=people_ids).order_by().values("pk")
    rows = Period.objects.running().filter(
        employment__in=jobs, obligation__municipality=municipality
    )
    return rows.select_related("obligation__course", "employment").order_by("due_on", "pk")


def proven_turns_of(person: "Person") -> QuerySet[Period]:
    """Return what somebody has proven to any employer and was not revoked, the oldest first.

    What a municipality teaches its own staff means nothing elsewhere.
    """
    rows = Period.objects.filter(employment__person=person, fulfilled_on__isnull=False)
    rows = rows.filter(revoked_on=None, obligation__course__only_for=None)
    return rows.select_related("obligation__course").order_by("fulfilled_on", "pk")


def open_turns(keys: Collection[int]) -> QuerySet[Period]:
    """Return of these turns those that still ask for something."""
    return turns_by_key(keys).filter(fulfilled_on=None, archived_on=None, obligation__ended_at=None)


def holders_in(obligation_ids: Iterable[int]) -> list[int]:
    """Return the employments with a turn in any of these obligations."""
    rows = Period.objects.filter(obligation__in=list(obligation_ids), archived_on=None)
    return list(rows.order_by().values_list("employment_id", flat=True).distinct())


def archived_in(obligation_ids: Iterable[int], employment_id: int) -> set[int]:
    """Return in which of these obligations somebody had a turn that no longer applies."""
    rows = Period.objects.filter(
        obligation__in=list(obligation_ids), employment=employment_id, archived_on__isnull=False
    )
    return set(rows.values_list("obligation_id", flat=True))


def first_deadline(obligation: Obligation, employment: "Employment", day: dt.date) -> dt.date:
    """Return until when somebody would have time who is assigned on a day."""
    events = Events(day, employment.valid_from)
    return obligation.rhythm.first_turn(events, opens_on=obligation.starts_on).due_on


def released_in(obligation_ids: Iterable[int]) -> list[tuple[int, int]]:
    """Return who was released from which of these obligations, as (obligation, employment)."""
    rows = Obligation.released.through.objects.filter(obligation_id__in=list(obligation_ids))
    return list(rows.values_list("obligation_id", "employment_id"))


def open_turns_due(municipality: "Municipality", *, since: dt.date) -> QuerySet[Period]:
    """Return the turns of the staff of today that are late, with a deadline not before a day."""
    today = dates.today()
    rows = Period.objects.running().late_on(today)
    rows = rows.filter(
        fulfilled_on=None,
        due_on__gte=since,
        due_on__lt=today,
        obligation__municipality=municipality,
        employment__in=people.staff_of(municipality).order_by().values("pk"),
    )
    return rows.select_related("obligation__course", "employment__person__user")
