"""What stands on a person's start page, gathered from the rooms; constant queries."""

import datetime as dt
import uuid
from collections import ChainMap
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.assignments import selectors as assignments
from courses.assignments import services as obligations
from courses.assignments.selectors import Cell
from courses.assignments.test_first import possible_in
from courses.catalogue import selectors as catalogue
from courses.certificates import selectors as certificates
from courses.enrolment import selectors as enrolments
from courses.enrolment.states import LEARNING, State
from courses.learning import selectors as learning
from courses.learning.course_progress import CourseProgress
from courses.modules import selectors as modules
from courses.portal.appointments import Appointment, Kind, in_order
from courses.portal.rows import ANY_SEAT
from courses.portal.suggestions import Reader, suggest

if TYPE_CHECKING:
    from courses.catalogue.shelf import CourseCard, Shelf
    from courses.certificates.selectors import HeldDocument
    from courses.enrolment.models import Enrolment
    from courses.portal.selectors import Landing
    from members.people.models import Employment, Person

NOT_YET = (State.REQUESTED, State.WAITING)
# How long before its end a certificate is a date to think of.
EXPIRY_AHEAD = dt.timedelta(days=90)
MOST_OWN = 3


@dataclass(frozen=True, slots=True)
class Due:
    """An obligation that still asks for something, and the way to answer it."""

    cell: Cell
    course_id: int
    registration: uuid.UUID | None
    # Where the course is, "" while it is not published.
    href: str
    # The course was completed before it became an obligation; the learner may hand that in.
    completed_before: bool
    renew: bool = False
    # The renewal may begin with the test.
    test_first: bool = False


@dataclass(frozen=True, slots=True)
class StartPage:
    """Everything on a person's start page, in the order of the page."""

    running: list[CourseProgress]
    waiting: list["Enrolment"]
    completed: list[tuple[CourseProgress, str]]
    due: list[Due]
    documents: list["HeldDocument"]
    shelf: "Shelf"
    # Courses of the own municipality, which stand on no shelf.
    own: Sequence["CourseCard"] = ()

    @property
    def known(self) -> list[int]:
        """Return the courses the person has a seat or a request in, or has completed."""
        seats = [row.enrolment for row in [*self.running, *(row for row, _ in self.completed)]]
        return [seat.offer.course_id for seat in [*seats, *self.waiting]]


def start_page(person: "Person", day: dt.date, own: Sequence["CourseCard"] = ()) -> StartPage:
    """Return what a person has to do, is doing and has done; `own`: courses of the employer."""
    seats = enrolments.seats_of(person)
    progress = learning.progress_on(seat for seat in seats if seat.state in LEARNING)
    documents = certificates.documents_of(person)
    numbers = certificates.numbers_by_enrolment(documents)
    running = [row for row in progress if row.state != "completed" and _is_held(row.enrolment)]
    completed = [row for row in progress if row.state == "completed"]
    held = catalogue.shelf_now()
    return StartPage(
        shelf=held,
        running=running,
        waiting=[seat for seat in seats if seat.state in NOT_YET],
        completed=[(row, numbers.get(row.enrolment.pk, "")) for row in completed],
        due=_due(person, day, _cards(held, own), (running, completed)),
        own=own,
        documents=documents,
    )


def resume_title(row: CourseProgress) -> str:
    """Return the name of the step that was open last, "" before the first one."""
    units = modules.outline(row.enrolment.version)
    return next(
        (one.title for unit in units for one in unit.items if one.key == row.last_item_key), ""
    )


def appointments_of(page: StartPage, day: dt.date) -> list[Appointment]:
    """Return live sessions, days until which courses are due, and certificates that expire."""
    return in_order(
        [*_sessions(page), *_due_days(page, day), *_expiries(page, day)],
    )


def cards_for(
    job: "Employment | None",
    landing: "Landing | None",
    page: StartPage,
    hidden: Collection[int] = (),
) -> list[tuple["CourseCard", str]]:
    """Return the cards suggested to a person, each with its reason."""
    reader = Reader(
        chosen=landing.chosen if landing else (),
        employer=job.municipality.short_name if job else "",
        department=job.department.name if job and job.department else "",
        known=page.known,
        due={one.course_id for one in page.due},
        hidden=hidden,
    )
    fresh = {*page.known, *reader.due}
    own = [(card, _("From your municipality")) for card in page.own if card.course_id not in fresh]
    return [*own[:MOST_OWN], *suggest(page.shelf, reader)]


def _cards(held: "Shelf", own: Sequence["CourseCard"]) -> ChainMap[int, "CourseCard"]:
    """Return all cards by course: those of the shelf, and those of the own municipality."""
    return ChainMap({card.course_id: card for card in own}, held.by_course)


def _due(
    person: "Person",
    day: dt.date,
    cards: Mapping[int, "CourseCard"],
    rows: tuple[list[CourseProgress], list[CourseProgress]],
) -> list[Due]:
    """Return the open obligations, the most pressing first, each with the way to answer it."""
    running, completed = rows
    seats = {row.enrolment.offer.course_id: row.enrolment.registration for row in running}
    done = {row.enrolment.offer.course_id for row in completed}
    pairs = assignments.open_for(person, day)
    tested = possible_in([pk for cell, pk in pairs if cell.test_first and pk in done])
    return [
        Due(
            cell=cell,
            course_id=pk,
            registration=seats.get(pk),
            href=cards[pk].url if pk in cards else _path_page(cell),
            completed_before=pk in done
            and pk not in seats
            and not cell.renews
            or bool(cell.path)
            and obligations.completed_version(person, cell.path) is not None,
            renew=pk in done and pk not in seats and cell.renews,
            test_first=cell.test_first and pk in tested,
        )
        for cell, pk in pairs
    ]


def _path_page(cell: Cell) -> str:
    return reverse("pathways:path", args=[cell.path]) if cell.path else ""


def _is_held(seat: "Enrolment") -> bool:
    """Tell whether the seat may still be learnt on; a finished one has a follower."""
    return seat.state == State.CONFIRMED


def _sessions(page: StartPage) -> Iterator[Appointment]:
    rows = [*page.running, *(row for row, _ in page.completed)]
    held = {row.enrolment.offer_id: row.enrolment for row in rows if _is_held(row.enrolment)}
    for one in enrolments.coming_sessions(held):
        yield Appointment(
            kind=Kind.SESSION,
            key=one.pk,
            title=getattr(one, "course_title", ""),
            day=timezone.localtime(one.starts_at).date(),
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            place=one.place,
            href=_course_on(held[one.offer_id]),
        )


def _course_on(seat: "Enrolment") -> str:
    """Return where the course on a seat is learnt; working out addresses is dear."""
    return _course_on_any_seat().replace(str(ANY_SEAT), str(seat.registration))


@lru_cache(maxsize=1)
def _course_on_any_seat() -> str:
    return reverse("learning:course", args=[ANY_SEAT])


def _due_days(page: StartPage, day: dt.date) -> Iterator[Appointment]:
    for one in page.due:
        if one.cell.due_on and one.cell.due_on >= day:
            yield Appointment(
                kind=Kind.DUE,
                key=one.cell.period_id or 0,
                title=one.cell.course_title,
                day=one.cell.due_on,
                href=one.href,
            )


def _expiries(page: StartPage, day: dt.date) -> Iterator[Appointment]:
    seats: set[int | None] = set()
    for one in certificates.expiring(page.documents, day, day + EXPIRY_AHEAD):
        # A seat may have both documents; one of them is enough to think of it.
        if one.valid_until and one.enrolment_id not in seats:
            seats.add(one.enrolment_id)
            yield Appointment(
                kind=Kind.EXPIRY,
                key=one.pk,
                title=one.course_title,
                day=one.valid_until,
                href=reverse("certificates:own"),
            )
