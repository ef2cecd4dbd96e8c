"""Rows of the matrix on a day: no more is read than what is shown.

Like `courses.assignments.selectors` nothing here selects a score, an attempt, a time spent or a
voluntary course.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from campus.kit import dates
from campus.kit.prepared import Prepared
from courses.assignments import rules as assignment_rules
from courses.assignments import selectors as assignments
from courses.assignments.selectors import Cell
from courses.assignments.states import Facts, Status, status_on
from courses.oversight.standing_orders import ladder_of as ladder_of
from members.people import selectors as people
from members.policies.sights import Shown, Sight

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.people.models import Employment


@dataclass(frozen=True, slots=True)
class Column:
    """An obligation as a column: no more of it than its name."""

    pk: int
    name: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A department, as much of it as the choice above the matrix needs."""

    pk: int
    name: str
    parent_id: int | None


@dataclass(frozen=True, slots=True)
class Seen:
    """As much of a person as the access log needs."""

    pk: int
    user_id: int | None


@dataclass(frozen=True, slots=True)
class Job:
    """One of the staff, as a line of the matrix begins."""

    pk: int
    person: Seen
    name: str
    department: str
    department_id: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One person's line of the matrix."""

    job: Job
    cells: tuple[Cell, ...]


JOB = (
    "pk",
    "person_id",
    "person__user_id",
    "person__first_name",
    "person__last_name",
    "department__name",
    "department_id",
)
# What is read of each turn.
FIELDS = (
    "employment_id",
    "obligation_id",
    "number",
    "exempt",
    "previous_until",
    "due_on",
    "fulfilled_on",
    "valid_until",
    "opens_on",
    "ends_on",
    "temporary_until",
    "revoked_on",
    "archived_on",
)
# The same of an earlier day.
FORMER = {"due_on": "due_then", "ends_on": "ends_then", "temporary_until": "temporary_then"}
FIELDS_THEN = tuple(FORMER.get(name, name) for name in FIELDS[:-1]) + ("archived_then",)
Turn = tuple[Any, ...]
NAME = Coalesce("course__title", "title")
# So many people or obligations at most stand on one page of the screen.
SCREEN = 50


def columns(user: "User", municipality: "Municipality", day: dt.date) -> list[Column]:
    """Return the obligations of a day that the user sees, in the order of their deadlines."""
    if assignment_rules.may_manage(user, municipality):
        found = _columns(municipality.pk, assignments.end_of(day))
    else:
        seen = assignment_rules.obligations_seen_on(user, municipality, day)
        found = list(seen.values_list("pk", NAME))
    return [Column(pk, name) for pk, name in found]


@Prepared
def _columns(town_id: int, end: dt.datetime) -> QuerySet[Any, Any]:
    rows = assignments.obligations_until(end).filter(municipality_id=town_id)
    return rows.values_list("pk", NAME)


def departments(user: "User", municipality: "Municipality") -> list[Unit]:
    """Return the departments by which the user may choose."""
    if assignment_rules.may_manage(user, municipality):
        found = _units(municipality.pk)
    else:
        seen = assignment_rules.visible_departments(user, municipality)
        found = list(seen.values_list("pk", "name", "parent_id"))
    return [Unit(*one) for one in found]


@Prepared
def _units(town_id: int) -> QuerySet[Any, Any]:
    return people.departments_in(town_id).values_list("pk", "name", "parent_id")


def below(units: Iterable[Unit], top: Unit) -> set[int]:
    """Return the keys of a department and of all below it."""
    reached, waiting = {top.pk}, [top.pk]
    children: dict[int | None, list[int]] = {}
    for one in units:
        children.setdefault(one.parent_id, []).append(one.pk)
    while waiting:
        found = [key for key in children.get(waiting.pop(), []) if key not in reached]
        reached.update(found)
        waiting.extend(found)
    return reached


def count_in(municipality: "Municipality", day: dt.date) -> int:
    """Return how many people work in a municipality on a day."""
    return sum(count for (_town, count) in _counted(municipality.pk, day))


@Prepared
def _counted(town_id: int, day: dt.date) -> QuerySet[Any, Any]:
    here = people.jobs_on(day).filter(municipality_id=town_id).order_by()
    return here.values_list("municipality").annotate(Count("pk"))


def jobs(
    staff: "QuerySet[Employment, Any]", day: dt.date, among: Collection[int] | None = None
) -> list[Job]:
    """Return these staff as lines begin, with the departments of the day.

    Who answers for some departments only reads no others: `among`.
    """
    return placed([job_of(row) for row in staff.values_list(*JOB)], day, among)


def placed(found: list[Job], day: dt.date, among: Collection[int] | None = None) -> list[Job]:
    """Return these lines with all departments in which the people worked on the day."""
    keys = [job.pk for job in found]
    former = people.former_places(keys, day) if day < dates.today() else {}
    read = _further if 0 < len(keys) <= SCREEN else _further.build
    further = people.by_job(read(keys, day))
    main = {job.pk: former.get(job.pk) or _place_of(job) for job in found}
    return [
        replace(job, department=people.named(main[job.pk], further.get(job.pk, ()), among))
        for job in found
    ]


def _place_of(job: Job) -> people.Place:
    return people.Place(job.department_id, job.department)


@Prepared
def _further(job_ids: list[int], day: dt.date) -> QuerySet[Any, Any]:
    return people.further_rows(job_ids, day)


def working_in(
    staff: "QuerySet[Employment]", departments: Collection[int], day: dt.date
) -> "QuerySet[Employment]":
    """Keep of the staff those who worked in one of the departments on the day."""
    if day >= dates.today():
        return staff.filter(people.in_departments(departments))
    then = places_on(staff, day)
    return staff.filter(pk__in=[key for key, held in then.items() if held & set(departments)])


def places_on(staff: "QuerySet[Employment]", day: dt.date) -> dict[int, set[int | None]]:
    """Return in which departments these staff worked on an earlier day, without one {None}."""
    then: dict[int, set[int | None]] = {
        key: {department} for key, department in main_places_on(staff, day).items()
    }
    for key, posts in people.further_posts(then, day).items():
        then[key] |= {department for department, _position in posts}
    return then


def main_places_on(staff: "QuerySet[Employment]", day: dt.date) -> dict[int, int | None]:
    """Return the department of the main place of these staff on a day."""
    now: dict[int, int | None] = dict(staff.order_by().values_list("pk", "department_id"))
    former = people.former_places(list(now), day) if day < dates.today() else {}
    return now | {key: place.department_id for key, place in former.items()}


def jobs_in(municipality: "Municipality", day: dt.date, first: int, count: int) -> list[Job]:
    """Return a part of all the staff of a day, in the order of `jobs`."""
    return placed([job_of(row) for row in _staff.page(first, count, municipality.pk, day)], day)


@Prepared
def _staff(town_id: int, day: dt.date) -> QuerySet[Any, Any]:
    here = people.jobs_on(day).filter(municipality_id=town_id)
    return people.by_name(here).values_list(*JOB)


def job_of(row: tuple[Any, ...]) -> Job:
    """Return a row of the columns `JOB`."""
    pk, person, user, first, last, department, key = row
    return Job(pk, Seen(person, user), f"{first} {last}", department or "", key)


def rows(staff: Sequence[Job], chosen: Sequence[Column], day: dt.date, shown: Shown) -> list[Row]:
    """Return these people × these obligations on a day; two queries in any number."""
    found = cells([job.pk for job in staff], [one.pk for one in chosen], day, shown)
    empty = [Cell(Status.NOT_ASSIGNED, one.pk) for one in chosen]
    return [
        Row(job, tuple(found.get((job.pk, cell.obligation_id), cell) for cell in empty))
        for job in staff
    ]


def cells(
    job_ids: Sequence[int], obligation_ids: Sequence[int], day: dt.date, shown: Shown
) -> dict[tuple[int, int], Cell]:
    """Return the cells of these people and obligations; who is not assigned has none."""
    found: dict[tuple[int, int], Cell] = {}
    if not job_ids or not obligation_ids:
        return found
    # The query of a page of the screen is worked out once; lists of any length are not kept.
    is_screen = len(job_ids) <= SCREEN and len(obligation_ids) <= SCREEN
    read_turns, read_pauses = (_turns, _pauses) if is_screen else (_turns.build, _pauses.build)
    paused = {key for (key,) in read_pauses(list(job_ids), day)}
    on = day, Sight.FULFILLED_ON in shown
    # Of today each turn itself knows until when the proof before counts.
    is_past = day < dates.today()
    if is_past:
        read_turns = _turns_then
    before: dict[tuple[int, int], Turn] = {}
    for turn in read_turns(list(job_ids), list(obligation_ids), day):
        job, obligation, number, exempt = turn[:4]
        key = job, obligation
        former = turn[4]
        if former is None and is_past:
            former = _until_of(before.get(key), number, day)
        is_paused = exempt or job in paused
        found[key] = _cell(obligation, turn[5:], former, is_paused, number > 1, on)
        before[key] = turn
    return found


@Prepared
def _turns(job_ids: list[int], obligation_ids: list[int], day: dt.date) -> QuerySet[Any, Any]:
    turns = assignments.begun_by(day).filter(
        employment_id__in=job_ids, obligation_id__in=obligation_ids
    )
    return turns.order_by("number").values_list(*FIELDS)


def _turns_then(job_ids: list[int], obligation_ids: list[int], day: dt.date) -> QuerySet[Any, Any]:
    """Return the turns with the days that held on an earlier day."""
    turns = assignments.begun_by_then(day).filter(
        employment_id__in=job_ids, obligation_id__in=obligation_ids
    )
    return turns.order_by("number").values_list(*FIELDS_THEN)


@Prepared
def _pauses(job_ids: list[int], day: dt.date) -> QuerySet[Any, Any]:
    return assignments.paused_on(day, job_ids).order_by().values_list("employment_id")


def _until_of(before: Turn | None, number: int, day: dt.date) -> dt.date | None:
    """Return until when the proof of the turn before counted, as it was on the day."""
    if before is None or before[2] != number - 1:
        return None
    done_on, until, revoked_on = before[6], before[7], before[11]
    is_done = done_on is not None and done_on <= day
    return until if is_done and not (revoked_on and revoked_on <= day) else None


# Many people stand alike towards an obligation: everything it is worked out from is the key.
@lru_cache(maxsize=16_384)
def _cell(
    obligation_id: int,
    days: tuple[dt.date | None, ...],
    former: dt.date | None,
    is_paused: bool,
    renews: bool,
    on: tuple[dt.date, bool],
) -> Cell:
    due_on, done_on, until, opens_on, ends_on, temporary, revoked, archived = days
    day, shows_done = on
    status = status_on(
        Facts(
            due_on=due_on or day,
            fulfilled_on=done_on,
            valid_until=until,
            exempt=is_paused,
            opens_on=opens_on,
            ends_on=ends_on,
            previous_until=former,
            temporary_until=temporary,
            revoked_on=revoked,
            archived_on=archived,
        ),
        day,
    )
    is_done = done_on is not None and done_on <= day
    return Cell(
        status=status,
        obligation_id=obligation_id,
        due_on=due_on,
        fulfilled_on=done_on if is_done and shows_done else None,
        valid_until=until if is_done else former or temporary,
        opens_on=opens_on,
        renews=renews,
    )


def with_statuses(
    staff: "QuerySet[Employment]",
    statuses: Collection[Status],
    chosen: Collection[Column],
    day: dt.date,
) -> "QuerySet[Employment]":
    """Keep the people of whom at least one cell shows one of the statuses."""
    turns = assignments.turns_on(day).filter(obligation_id__in=[one.pk for one in chosen])
    hits = Q(pk__in=turns.filter(is_one_of(statuses)).values("employment"))
    if Status.NOT_ASSIGNED in statuses:
        mine = turns.filter(employment=OuterRef("pk")).order_by().values("employment")
        asked = Coalesce(Subquery(mine.annotate(count=Count("pk")).values("count")), 0)
        staff, hits = staff.annotate(asked=asked), hits | Q(asked__lt=len(chosen))
    return staff.filter(hits)


def is_one_of(statuses: Iterable[Status]) -> Q:
    """Return the condition that a turn of `turns_on` has one of the statuses."""
    return Q(standing__in=[str(one) for one in statuses])
