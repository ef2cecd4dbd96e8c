"""What one person sees across the rooms."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from campus.kit import dates
from campus.kit.prepared import Prepared
from courses.enrolment import selectors as enrolments
from courses.enrolment.states import State
from courses.pathways.errors import PrerequisiteGone
from courses.pathways.services import missing_first
from courses.portal.actions import Standing
from courses.portal.landing.selectors import SHOWN
from courses.portal.models import LandingPage
from members.cooperative import selectors as cooperative
from members.people import selectors as people

# In these states nothing but the seat itself decides what comes next.
SETTLED = (State.CONFIRMED, State.REQUESTED, State.WAITING, State.REJECTED)
LEARNS_CACHE_NAME = "_kc_learns"

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from courses.enrolment.models import Offer
    from courses.enrolment.selectors import SeatFacts
    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.people.models import Person


@dataclass(frozen=True, slots=True)
class Landing:
    """What a municipality says to its staff, and the courses it shows, in its order."""

    greeting: str
    chosen: tuple[int, ...]


def landing_of(municipality: "Municipality | None") -> Landing | None:
    """Return what the municipality's page says, if it has been admitted; one query."""
    rows = _landing(municipality.pk) if municipality else []
    if not rows:
        return None
    return Landing(rows[0][0], tuple(course for _, course, place in rows if place in SHOWN))


@Prepared
def _landing(municipality_id: int) -> QuerySet[LandingPage, Any]:
    pages = LandingPage.objects.filter(municipality_id=municipality_id)
    # Backwards by the alphabet: pinned before chosen.
    return pages.order_by("-choices__place", "choices__position", "choices__pk").values_list(
        "greeting", "choices__course_id", "choices__place"
    )


def standing_of(
    person: "Person | None",
    offer: "Offer | None",
    seat: "SeatFacts | None",
    *,
    signed_in: bool,
    has_content: bool = True,
    closed: bool = False,
) -> Standing:
    """Return where a visitor stands towards a course with this offer, perhaps with a seat."""
    if person is None:
        return Standing(signed_in=signed_in, bookable=enrolments.is_bookable(offer))
    if seat is not None and seat.state in SETTLED:
        return _with_seat(seat)
    employed, member = enrolments.employer_standing(person)
    missing = missing_first(person, offer.course_id) if offer else None
    return Standing(
        signed_in=signed_in,
        employed=employed,
        member=member,
        closed=closed,
        bookable=enrolments.is_bookable(offer),
        has_content=has_content,
        approval_needed=bool(offer and offer.approval_needed),
        full=offer is not None and enrolments.is_full_for(person, offer),
        state=seat.state if seat else None,
        first=str(missing) if missing else "",
        first_href=missing.href if missing else "",
        first_is_gone=isinstance(missing, PrerequisiteGone),
    )


def _with_seat(seat: "SeatFacts") -> Standing:
    """Return the standing of somebody whose seat or request alone decides the next step."""
    state = seat.state
    return Standing(
        signed_in=True,
        state=state,
        percent=seat.percent,
        started=seat.started,
        completed=seat.completed,
        place=enrolments.waiting_place(seat) if state is State.WAITING else 0,
        reason=seat.reason if state is State.REJECTED else "",
    )


def learns(person: "Person") -> bool:
    """Tell whether a person has anything to learn here: a job with a member, or a seat."""
    return bool(_member_jobs(person.pk, dates.today()) or _seats(person.pk))


def learns_by_account(day: dt.date) -> ExpressionWrapper:
    """Return the same for an account of an outer query."""
    account = OuterRef("pk")
    jobs = _jobs_with_members(day).filter(person__user=account)
    seats = enrolments.all_registrations().order_by().filter(person__user=account)
    return ExpressionWrapper(Q(Exists(jobs)) | Q(Exists(seats)), output_field=BooleanField())


def _jobs_with_members(day: dt.date) -> QuerySet[Any, Any]:
    members = cooperative.members_on(day).order_by().values("municipality")
    return people.jobs_on(day).filter(municipality__in=members).order_by()


@Prepared
def _member_jobs(person_id: int, day: dt.date) -> QuerySet[Any, Any]:
    return _jobs_with_members(day).filter(person_id=person_id).values_list("pk")[:1]


@Prepared
def _seats(person_id: int) -> QuerySet[Any, Any]:
    return enrolments.all_registrations().filter(person_id=person_id).values_list("pk")[:1]


def user_learns(user: "User | AnonymousUser") -> bool:
    """Tell the same of a sign-in; asked on every page, hence read once per user object."""
    known: bool | None = getattr(user, LEARNS_CACHE_NAME, None)
    if known is None:
        person = people.person_of(user)
        known = person is not None and learns(person)
        setattr(user, LEARNS_CACHE_NAME, known)
    return known


def landing_pages() -> QuerySet[LandingPage]:
    """Return the pages of all municipalities that take part, by name."""
    pages = LandingPage.objects.filter(municipality__active=True)
    return pages.select_related("municipality").order_by("municipality__name")
