"""Reads of paths, prerequisites and recognised learning."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Q, QuerySet, Subquery

from campus.kit import dates
from campus.kit.prepared import Prepared
from courses.catalogue import selectors as catalogue
from courses.catalogue import visibility
from courses.enrolment import selectors as enrolments
from courses.enrolment.states import LEARNING
from courses.learning import selectors as learning
from courses.pathways.models import Evidence, Journey, LearningPath, PathVersion, Prerequisite
from courses.pathways.plans import courses_of
from courses.pathways.states import EvidenceState, PathState
from courses.pathways.walking import Fact, GroupView, Known, gather, next_course, walk

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from courses.pathways.plans import Group
    from members.people.models import Person


def published_versions() -> QuerySet[PathVersion]:
    """Return the current version of every path that is shown, by title."""
    newest = PathVersion.objects.filter(path=OuterRef("path")).order_by("-number").values("pk")[:1]
    shown = PathVersion.objects.filter(pk=Subquery(newest), path__state=PathState.PUBLISHED)
    return shown.select_related("path__provider").order_by("title", "pk")


def version_for(slug: str, person: "Person | None") -> PathVersion | None:
    """Return the version in which a person walks a path, else the published one."""
    begun = journey_of(person, slug) if person else None
    if begun is not None:
        return begun.version
    return published_versions().filter(path__slug=slug).first()


def journeys_of(person: "Person") -> QuerySet[Journey]:
    """Return the paths a person walks, the one begun last first."""
    return Journey.objects.filter(person=person).select_related("version__path__provider")


def journey_of(person: "Person", slug: str) -> Journey | None:
    """Return the way of a person on a path."""
    return journeys_of(person).filter(path__slug=slug).first()


def path_with(slug: str) -> LearningPath | None:
    """Return a path by its address part."""
    return LearningPath.objects.filter(slug=slug).first()


def versions_of(path: LearningPath) -> QuerySet[PathVersion]:
    """Return what has been published of a path, the newest first."""
    return path.versions.order_by("-number")


def recognised_courses(person: "Person") -> QuerySet[Evidence]:
    """Return the recognised learning of a person that counts today."""
    today = dates.today()
    valid = Q(valid_until=None) | Q(valid_until__gte=today)
    accepted = Evidence.objects.filter(
        valid, person=person, state=EvidenceState.ACCEPTED, course__isnull=False
    )
    return accepted.order_by("pk")


def known_of(person: "Person | None") -> Known:
    """Return what is known of a person's learning; three queries."""
    return gather(_facts(person)) if person else Known()


def _facts(person: "Person") -> Iterator[Fact]:
    for row in learning.progress_of(person):
        course = row.enrolment.offer.course_id
        if row.completed_at:
            yield Fact(course)
        # A course without a graded test brings all its points once it is completed.
        share = Decimal(1) if row.completed_at and row.score_scaled is None else row.score_scaled
        if share is not None:
            yield Fact(course, share=share)
    for course in recognised_courses(person).values_list("course_id", flat=True):
        if course is not None:
            yield Fact(course, recognised=True)


def requires(course_ids: Iterable[int]) -> dict[int, list[int]]:
    """Return which courses each of these asks for first, by title; one query."""
    found: dict[int, list[int]] = {}
    for course, first in _required(list(course_ids)):
        found.setdefault(course, []).append(first)
    return found


@Prepared
def _required(course_ids: list[int]) -> QuerySet[Prerequisite, tuple[int, int]]:
    rows = Prerequisite.objects.filter(course_id__in=course_ids)
    return rows.values_list("course_id", "requires_id")


def missing_for(person: "Person | None", course_id: int) -> list[int]:
    """Return which courses a person has to complete before this one; one query where none."""
    asked = requires([course_id]).get(course_id, [])
    if not asked:
        return []
    done = known_of(person).done
    return [course for course in asked if course not in done]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a person is on a path, with what the page needs to know of its courses."""

    view: GroupView
    next: int | None
    seats: dict[int, "enrolments.HeldSeat"]
    has_begun: bool = False
    # Courses that are offered to other municipalities than the person's.
    closed: frozenset[int] = frozenset()
    # Courses that the person's employer does not offer to its staff.
    withheld: frozenset[int] = frozenset()


def standing(group: "Group", person: "Person | None", *, has_begun: bool = False) -> Standing:
    """Return how far a person is on a plan; the queries do not depend on its length."""
    ids = courses_of(group)
    view = walk(group, known_of(person), requires(ids))
    seats = enrolments.held_seats(person, ids) if person else {}
    begun = [pk for pk, seat in seats.items() if seat.state in LEARNING]
    closed = enrolments.closed_for_person(person).difference(seats)
    withheld = withheld_from(person) if person else frozenset()
    following = next_course(view, begun, seats.keys(), withheld)
    return Standing(view, following, seats, has_begun, closed, withheld)


def withheld_from(person: "Person") -> frozenset[int]:
    """Return the courses that no plan leads a person to, since the employer hides them.

    Where there is a seat or a duty the employer's word stands back.
    """
    hidden = visibility.withheld_from(person.user)
    return hidden.difference(enrolments.held_seats(person, hidden)) if hidden else hidden


def known_titles(course_ids: Collection[int]) -> dict[int, str]:
    """Return the titles of courses, published or not; one query."""
    return {pk: course.title for pk, course in catalogue.courses_by_id(course_ids).items()}


def published_courses() -> "QuerySet[CoursePage]":
    """Return all courses that can be chosen from, by title."""
    return catalogue.published_courses()


def evidence_of(person: "Person") -> QuerySet[Evidence]:
    """Return what a person has handed in, newest first; what was withdrawn is gone."""
    rows = Evidence.objects.filter(person=person).exclude(state=EvidenceState.WITHDRAWN)
    return rows.select_related("wanted", "course", "file").defer("file__content")


def prerequisites_of(course_id: int) -> list[int]:
    """Return the courses that a course asks for first."""
    return requires([course_id]).get(course_id, [])


def all_prerequisites() -> dict[int, list[int]]:
    """Return every prerequisite by course; one query."""
    found: dict[int, list[int]] = {}
    for course, first in Prerequisite.objects.values_list("course_id", "requires_id"):
        found.setdefault(course, []).append(first)
    return found
