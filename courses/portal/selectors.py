"""What one person sees across the rooms."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from courses.assignments import selectors as assignments
from courses.assignments.selectors import Cell
from courses.catalogue import selectors as catalogue
from courses.certificates import selectors as certificates
from courses.enrolment import selectors as enrolments
from courses.enrolment.states import State
from courses.learning import selectors as learning
from courses.portal.actions import Standing
from courses.portal.models import LandingPage

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from courses.enrolment.models import Enrolment
    from members.organisations.models import Municipality
    from members.people.models import Person


@dataclass(frozen=True, slots=True)
class RunningCourse:
    """A confirmed seat with its progress."""

    enrolment: "Enrolment"
    percent: int
    done: int
    total: int
    started: bool
    completed_at: dt.datetime | None
    last_at: dt.datetime | None
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class StartPage:
    """Everything on a person's start page, in the order of the page."""

    running: list[RunningCourse]
    waiting: list["Enrolment"]
    completed: list[RunningCourse]
    due: list[tuple[Cell, "CoursePage | None", uuid.UUID | None]]
    sessions: list[Any]


def landing_page_of(municipality: "Municipality | None") -> LandingPage | None:
    """Return the municipality's page, if it has been admitted."""
    if municipality is None:
        return None
    return LandingPage.objects.filter(municipality=municipality).first()


def chosen_cards(page: LandingPage | None) -> list[Any]:
    """Return the cards of the courses that a municipality shows, in its order."""
    if page is None:
        return []
    ids = list(page.choices.values_list("course_id", flat=True))
    return catalogue.course_cards(ids)


def start_page(person: "Person", day: dt.date) -> StartPage:
    """Return what a person has to do, is doing and has done; constant queries."""
    seats = list(enrolments.enrolments_of(person))
    confirmed = [one for one in seats if one.state == State.CONFIRMED]
    running = _with_progress(confirmed, certificates.numbers_by_enrolment(person))
    registrations = {one.offer.course_id: one.registration for one in confirmed}
    courses = {one.offer.course_id: one.offer.course for one in seats}
    due = assignments.open_for(person, day)
    missing = [course_id for _, course_id in due if course_id not in courses]
    courses |= catalogue.courses_by_id(missing)
    return StartPage(
        running=[one for one in running if one.completed_at is None],
        waiting=[one for one in seats if one.state in (State.REQUESTED, State.WAITING)],
        completed=[one for one in running if one.completed_at],
        due=[(cell, courses.get(pk), registrations.get(pk)) for cell, pk in due],
        sessions=list(enrolments.coming_sessions([one.offer_id for one in confirmed])),
    )


def _with_progress(seats: Iterable["Enrolment"], numbers: dict[int, str]) -> list[RunningCourse]:
    seats = list(seats)
    found = learning.progress_for([one.registration for one in seats])
    rows = [_running(one, found.get(one.registration), numbers.get(one.pk, "")) for one in seats]
    newest = sorted(rows, key=lambda row: _touched(row), reverse=True)
    return newest


def _running(seat: "Enrolment", progress: Any, number: str) -> RunningCourse:
    return RunningCourse(
        enrolment=seat,
        percent=progress.percent if progress else 0,
        done=progress.done if progress else 0,
        total=progress.total if progress else 0,
        started=bool(progress and progress.started_at),
        completed_at=progress.completed_at if progress else None,
        last_at=progress.last_at if progress else None,
        certificate=number,
    )


def _touched(row: RunningCourse) -> dt.datetime:
    return row.last_at or row.enrolment.confirmed_at or row.enrolment.requested_at


def standing_of(person: "Person | None", course: "CoursePage", *, signed_in: bool) -> Standing:
    """Return where a visitor stands towards a course."""
    offer = enrolments.offer_for(course)
    left = enrolments.seats_left(offer) if offer else None
    seat = enrolments.enrolment_of(person, course) if person else None
    progress = None
    if seat is not None:
        progress = learning.progress_for([seat.registration]).get(seat.registration)
    return Standing(
        signed_in=signed_in,
        employed=person is not None and enrolments.can_book(person),
        bookable=offer is not None,
        approval_needed=bool(offer and offer.approval_needed),
        full=left == 0,
        state=State(seat.state) if seat else None,
        percent=progress.percent if progress else 0,
        started=bool(progress and progress.started_at),
        completed=bool(progress and progress.completed_at),
    )


def learns(person: "Person") -> bool:
    """Tell whether a person has anything to learn here: a job with a member, or a seat."""
    return enrolments.can_book(person) or enrolments.enrolments_of(person).exists()


def landing_pages() -> QuerySet[LandingPage]:
    """Return the pages of all municipalities that take part, by name."""
    pages = LandingPage.objects.filter(municipality__active=True)
    return pages.select_related("municipality").order_by("municipality__name")
