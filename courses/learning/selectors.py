"""Reads of progress. Lists cost a constant number of queries."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, DecimalField, ExpressionWrapper, F, Min, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from campus.kit.prepared import Prepared, PreparedObjects
from courses.enrolment import selectors as enrolments
from courses.enrolment.states import LEARNING
from courses.learning.course_progress import CourseProgress, ItemFacts, course_progress
from courses.learning.milestones import (
    Milestone,
    Reached,
    milestones_of,
    participated_at,
    scored_at,
)
from courses.learning.models import Attempt, ExtraTime, ItemProgress, Progress
from courses.learning.plans import plan_of
from courses.modules import selectors as modules
from courses.modules.goals import proving

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from courses.modules.models import ModuleVersion
    from members.people.models import Person


def progress_of(person: "Person") -> list[CourseProgress]:
    """Return the courses a person learns or has learnt, the one opened last first; one query."""
    return progress_on(seat for seat in enrolments.seats_of(person) if seat.state in LEARNING)


def progress_on(held: "Iterable[Enrolment]") -> list[CourseProgress]:
    """Return the progress read along with these seats, the one opened last first; no query."""
    listed = [course_progress(seat, progress_read_with(seat)) for seat in held]
    return sorted(listed, key=lambda entry: entry.last_touched, reverse=True)


def progress_for(registrations: Iterable[UUID]) -> dict[UUID, Progress]:
    """Return the progress of each registration that has begun, in one query."""
    rows = Progress.objects.filter(enrolment__registration__in=list(registrations))
    return {row.enrolment.registration: row for row in rows.select_related("enrolment")}


def progress_of_seat(enrolment: "Enrolment") -> Progress | None:
    """Return the progress of one seat, None before it was first opened."""
    return _progress_on.first(enrolment.pk)


def progress_read_with(enrolment: "Enrolment") -> Progress | None:
    """Return the progress as it was when the seat was read; what has been learnt since is missing.

    No query where the seat was read by its registration or among a person's seats. For a first
    look, never for a deed.
    """
    try:
        progress: Progress = enrolment.progress  # type: ignore[attr-defined]
    except Progress.DoesNotExist:
        return None
    return progress


@PreparedObjects
def _progress_on(enrolment_id: int) -> QuerySet[Progress]:
    return Progress.objects.filter(enrolment_id=enrolment_id)


def reached_on(enrolment: "Enrolment") -> list[Reached]:
    """Return the milestones of one seat, participation first; who has the points has both."""
    progress = progress_of_seat(enrolment)
    if progress is None:
        return []
    plan, terms = plan_of(enrolment.version), enrolment.version.terms
    got = milestones_of(progress, terms)
    took_part = participated_at(plan.items, item_rows(enrolment), terms.participation_percent)
    scored = None
    if Milestone.ACHIEVEMENT in got:
        graded = [item.key for item in plan.items if item.graded]
        rows = Attempt.objects.filter(enrolment=enrolment, item_key__in=graded)
        scored = scored_at(rows.filter(submitted_at__isnull=False)) or progress.last_at
    moments = {
        Milestone.PARTICIPATION: took_part or scored or progress.last_at,
        Milestone.ACHIEVEMENT: scored,
    }
    return [
        Reached(one, moment, progress.score_scaled if one is Milestone.ACHIEVEMENT else None)
        for one in Milestone
        if one in got and (moment := moments[one])
    ]


def extra_time_of(person: "Person") -> QuerySet[ExtraTime]:
    """Return the more time in tests that a person has, with its courses."""
    rows = ExtraTime.objects.filter(enrolment__person=person)
    return rows.select_related("enrolment__offer__course").order_by("pk")


def with_milestone(milestone: Milestone) -> QuerySet[Progress]:
    """Return the progress of all seats that have reached it, as near as the database can tell.

    `reached_on` decides; a few more than that may be among them.
    """
    version = "enrolment__version__"
    points = Q(hundredfold__gt=F(f"{version}achievement_percent"))
    steps = Q(total__gt=0, done_hundredfold__gte=F("total") * F(f"{version}participation_percent"))
    rows = Progress.objects.annotate(
        hundredfold=ExpressionWrapper(
            F("score_scaled") * 100, DecimalField(max_digits=9, decimal_places=4)
        ),
        done_hundredfold=F("done") * 100,
    )
    return rows.filter(points if milestone is Milestone.ACHIEVEMENT else points | steps)


def completed_registrations() -> QuerySet[Progress]:
    """Return the progress of all completed courses."""
    return Progress.objects.filter(completed_at__isnull=False)


def resume_target(enrolment: "Enrolment") -> UUID | None:
    """Return the item that was open last; before it the beginning, of a renewal the test."""
    keys = [item.key for unit in modules.outline(enrolment.version) for item in unit.items]
    progress = progress_of_seat(enrolment)
    if progress is not None and progress.last_item_key in keys:
        return progress.last_item_key
    if enrolment.earlier_version_id and (known := proving(enrolment.version)).is_possible:
        return known.test
    return keys[0] if keys else None


def item_rows(enrolment: "Enrolment") -> dict[UUID, ItemProgress]:
    """Return what is known of each item of a seat, in one query."""
    return {row.item_key: row for row in _item_rows(enrolment.pk)}


def item_facts(enrolment: "Enrolment") -> dict[UUID, ItemFacts]:
    """Return what the outline shows of each item of a seat, in one query."""
    return {key: ItemFacts(*facts) for key, *facts in _item_facts(enrolment.pk)}


@Prepared
def _item_facts(enrolment_id: int) -> QuerySet[ItemProgress, Any]:
    rows = ItemProgress.objects.filter(progress__enrolment_id=enrolment_id).order_by()
    return rows.values_list("item_key", *ItemFacts.__slots__)


@PreparedObjects
def _item_rows(enrolment_id: int) -> QuerySet[ItemProgress]:
    return ItemProgress.objects.filter(progress__enrolment_id=enrolment_id)


def item_row(enrolment: "Enrolment", key: UUID) -> ItemProgress | None:
    """Return what is known of one item of a seat."""
    return ItemProgress.objects.filter(progress__enrolment=enrolment, item_key=key).first()


def attempts_of(enrolment: "Enrolment", key: UUID) -> list[Attempt]:
    """Return a person's attempts at a test, the first one first."""
    return _attempts_of(enrolment.pk, key)


@PreparedObjects
def _attempts_of(enrolment_id: int, key: UUID) -> QuerySet[Attempt]:
    rows = Attempt.objects.filter(enrolment_id=enrolment_id, item_key=key)
    return rows.select_related("version").order_by("number")


def attempt_of(enrolment: "Enrolment", key: UUID, attempt: UUID) -> Attempt | None:
    """Return one attempt, if it belongs to this seat and item."""
    found = _attempt_of.first(enrolment.pk, key, attempt)
    if found is not None:
        found.enrolment = enrolment
    return found


@PreparedObjects
def _attempt_of(enrolment_id: int, key: UUID, attempt: UUID) -> QuerySet[Attempt]:
    rows = Attempt.objects.filter(enrolment_id=enrolment_id, item_key=key, pk=attempt)
    return rows.select_related("version")


def completed_version(*, course_id: int, person_id: int) -> "ModuleVersion | None":
    """Return the version in which somebody completed a course last."""
    rows = completed_registrations().filter(
        enrolment__person=person_id, enrolment__offer__course_id=course_id
    )
    newest = rows.select_related("enrolment__version").order_by("-completed_at", "-pk").first()
    return newest.enrolment.version if newest is not None else None


@dataclass(frozen=True, slots=True)
class Completion:
    """That a person has completed a course: the day and the version, nothing else."""

    completed_on: dt.date
    version_number: int


def completions(*, course_id: int, person_ids: Iterable[int]) -> dict[int, Completion]:
    """Return the newest completion of a course by each of these people who has one."""
    rows = (
        completed_registrations()
        .filter(enrolment__person__in=list(person_ids), enrolment__offer__course_id=course_id)
        .order_by("completed_at")
        .values_list("enrolment__person_id", "completed_at", "enrolment__version__number")
    )
    return {
        person_id: Completion(timezone.localdate(moment), number)
        for person_id, moment, number in rows
    }


def completions_of(*, course_id: int, person_id: int) -> list[Completion]:
    """Return all completions of a course by somebody, on whichever seat, the first one first."""
    rows = (
        completed_registrations()
        .filter(enrolment__person=person_id, enrolment__offer__course_id=course_id)
        .order_by("completed_at", "pk")
        .values_list("completed_at", "enrolment__version__number")
    )
    return [Completion(timezone.localdate(moment), number) for moment, number in rows]


def completed_keys(begin: dt.datetime, end: dt.datetime) -> list[tuple[int, int]]:
    """Return (municipality, course) for each completion in the span, without the person."""
    rows = completed_registrations().filter(
        completed_at__gte=begin, completed_at__lt=end, enrolment__employment__isnull=False
    )
    keys = ("enrolment__employment__municipality_id", "enrolment__offer__course_id")
    return list(rows.order_by().values_list(*keys))


def pairs_of(
    provider_id: int, event: str, begin: dt.datetime, end: dt.datetime
) -> list[tuple[int, int]]:
    """Return (municipality, person) for each course of a provider begun or completed in the span.

    `event` is started_at or completed_at. For counting only: who counts hands numbers on.
    """
    rows = Progress.objects.filter(
        **{f"{event}__gte": begin, f"{event}__lt": end},
        enrolment__version__module__provider_id=provider_id,
        enrolment__employment__isnull=False,
    )
    keys = ("enrolment__employment__municipality_id", "enrolment__person_id")
    return list(rows.order_by().values_list(*keys))


def people_who_completed(begin: dt.datetime, end: dt.datetime) -> dict[str, dict[Any, int]]:
    """Return how many people completed a course in the span: by month, municipality, course, all.

    Numbers only, so that reports can tell a group from one person who completed many courses.
    """
    done = completed_registrations().filter(
        completed_at__gte=begin, completed_at__lt=end, enrolment__employment__isnull=False
    )
    in_all = done.aggregate(count=Count("enrolment__person", distinct=True))["count"]
    return {
        "month": {
            moment.date(): count for moment, count in _people_by(done, TruncMonth("completed_at"))
        },
        "municipality": dict(_people_by(done, F("enrolment__employment__municipality_id"))),
        "course": dict(_people_by(done, F("enrolment__offer__course_id"))),
        "all": {None: in_all},
    }


def _people_by(done: QuerySet[Progress], group: Any) -> QuerySet[Any]:
    """Return pairs of group and number of people."""
    grouped = done.order_by().annotate(group=group).values_list("group")
    return grouped.annotate(count=Count("enrolment__person", distinct=True))


@dataclass(frozen=True, slots=True)
class Among:
    """What figures about modules count: a span of time, of some modules or all."""

    begin: dt.datetime
    end: dt.datetime
    modules: tuple[int, ...] | None = None

    def narrowed(self, rows: QuerySet, *, progress: str, version: str, **span: Any) -> QuerySet:
        """Keep rows of people's first seats that may have changed in the span.

        Whatever happened on a seat, it was opened last at that moment or later.
        """
        prefix = f"{progress}__" if progress else ""
        kept = rows.filter(**{f"{prefix}last_at__gte": self.begin})
        kept = kept.filter(**{f"{prefix}enrolment__in": enrolments.first_seats()})
        if self.modules is not None:
            kept = kept.filter(**{f"{version}__module__in": self.modules})
        return kept.order_by()


@dataclass(frozen=True, slots=True)
class BegunSeat:
    """When a seat was begun and finished, without whose it is."""

    module: int
    edition: int
    started_at: dt.datetime | None
    completed_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class TakenStep:
    """When an item was reached and fulfilled, without by whom."""

    version: "ModuleVersion"
    item: UUID
    first_seen_at: dt.datetime | None
    completed_at: dt.datetime | None
    passed_at: dt.datetime | None
    is_test: bool


def begun_since() -> dt.datetime | None:
    """Return when the first seat of all was begun."""
    moment: dt.datetime | None = Progress.objects.aggregate(first=Min("started_at"))["first"]
    return moment


def _within(name: str, among: Among) -> Q:
    return Q(**{f"{name}__gte": among.begin, f"{name}__lt": among.end})


def seats_begun(among: Among) -> Iterator[BegunSeat]:
    """Yield the seats that were begun or finished in a span."""
    rows = among.narrowed(Progress.objects.all(), progress="", version="enrolment__version")
    rows = rows.filter(_within("started_at", among) | _within("completed_at", among))
    version = "enrolment__version__"
    names = (f"{version}module_id", f"{version}number", "started_at", "completed_at")
    for values in rows.values_list(*names).iterator():
        yield BegunSeat(*values)


def steps_taken(among: Among) -> Iterator[TakenStep]:
    """Yield the items that were reached or fulfilled in a span."""
    way = "progress__enrolment__version"
    rows = among.narrowed(ItemProgress.objects.all(), progress="progress", version=way)
    happened = _within("first_seen_at", among) | _within("completed_at", among)
    rows = rows.filter(happened | _within("passed_at", among)).select_related(way)
    for row in rows.iterator():
        version = row.progress.enrolment.version
        is_test = row.item_key in _tests_of(version)
        moments = (row.first_seen_at, row.completed_at, row.passed_at)
        yield TakenStep(version, row.item_key, *moments, is_test)


def _tests_of(version: "ModuleVersion") -> set[UUID]:
    outline = (item for unit in modules.outline(version) for item in unit.items)
    return {item.key for item in outline if item.kind == "quiz"}


def first_attempts(among: Among) -> Iterator[Attempt]:
    """Yield the first attempts that were handed in in a span; of each the version comes along."""
    rows = Attempt.objects.filter(_within("submitted_at", among), number=1)
    rows = among.narrowed(rows, progress="enrolment__progress", version="version")
    return rows.select_related("version", "enrolment__version").iterator()
