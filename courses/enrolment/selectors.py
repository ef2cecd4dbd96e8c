"""Reads of offers and seats."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import TruncMonth
from django.http import Http404
from django.utils.timezone import localdate

from campus.kit import dates
from campus.kit.prepared import Prepared, PreparedObjects
from courses.enrolment import alternatives, booked, circles, counting, pricing
from courses.enrolment import giving_back as backs
from courses.enrolment.decided import Request
from courses.enrolment.models import OPEN_STATES, Enrolment, Offer, Session
from courses.enrolment.states import State
from courses.enrolment.wording import GRANTED
from members.cooperative import selectors as cooperative
from members.people import selectors as people

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from members.organisations.models import Provider
    from members.people.models import Person

RELATED = (
    "person",
    "offer__course",
    "version__module__provider",
    "employment__department",
    "employment__municipality",
)
# The order in which seats of one person in one course matter to that person.
RANK = Case(
    When(state=State.CONFIRMED, then=Value(0)),
    When(state__in=OPEN_STATES, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


price_of = pricing.price_of
prices_of = pricing.prices_of
discounts_of = pricing.discounts_of
reduction_of = pricing.reduction_of
reduced_prices = pricing.reduced_prices
running_terms = pricing.running_terms
is_bookable = pricing.is_bookable
costs_of = pricing.costs_of
sessions_of = pricing.sessions_of

giving_back = backs.giving_back
if_taken_now = backs.if_taken_now
proposed_instead = alternatives.shown_of

seats_under = counting.seats_under
seats_left = counting.seats_left
is_full_for = counting.is_full_for
full_offers = counting.full_offers
booked_seats = booked.seats
booked_together = booked.of_batch
first_dates = booked.first_dates
known_to_employer = booked.known_to_employer
passes_on_until = booked.passes_on_until

closed_courses = circles.closed_courses
closed_for = circles.closed_for
closed_for_person = circles.closed_for_person
bookable_courses = circles.bookable_courses


def offer_for(course: "CoursePage") -> Offer | None:
    """Return the offer under which a course can be booked now."""
    return Offer.objects.filter(course=course, active=True).order_by("pk").first()


def enrolments_of(person: "Person") -> QuerySet[Enrolment]:
    """Return a person's seats and requests, newest first."""
    return Enrolment.objects.filter(person=person).select_related(*RELATED)


@dataclass(frozen=True, slots=True)
class HeldSeat:
    """What a list of courses needs to know of a person's seat or request, and of its progress."""

    state: State
    started: bool = False
    completed: bool = False
    percent: int = 0
    registration: uuid.UUID | None = None


def held_seats(person: "Person", course_ids: Iterable[int]) -> dict[int, HeldSeat]:
    """Return a person's seats and requests in these courses, as `seat_facts` does; one query."""
    found: dict[int, HeldSeat] = {}
    for course_id, key, state, started, completed, percent in _seats_in(
        person.pk, list(course_ids)
    ):
        seat = HeldSeat(State(state), started is not None, completed is not None, percent or 0, key)
        found.setdefault(course_id, seat)
    return found


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """What a course page needs to know of a person's seat or request, and of its progress."""

    pk: int
    offer_id: int
    version_id: int
    registration: uuid.UUID
    state: State
    requested_at: dt.datetime
    reason: str
    started: bool
    completed: bool
    percent: int
    # The person has completed the course, on this seat or on an earlier one.
    ever_completed: bool


def seat_facts(person: "Person", course_id: int) -> SeatFacts | None:
    """Return the seat or request that a person has in a course, the confirmed one first; one query.

    Withdrawn and cancelled ones are forgotten; a rejection is still told.
    """
    rows = _facts_in(person.pk, course_id)
    if not rows:
        return None
    pk, offer, version, registration, state, asked, reason, begun, done, percent = rows[0]
    return SeatFacts(
        pk=pk,
        offer_id=offer,
        version_id=version,
        registration=registration,
        state=State(state),
        requested_at=asked,
        reason=reason,
        started=begun is not None,
        completed=done is not None,
        percent=percent or 0,
        ever_completed=any(row[-2] is not None for row in rows),
    )


@Prepared
def _facts_in(person_id: int, course_id: int) -> QuerySet[Enrolment, Any]:
    names = ("pk", "offer_id", "version_id", "registration", "state", "requested_at", "reason")
    progress = ("progress__started_at", "progress__completed_at", "progress__percent")
    return (
        Enrolment.objects.filter(person_id=person_id, offer__course_id=course_id)
        .exclude(state__in=[State.WITHDRAWN, State.CANCELLED])
        .order_by(RANK, "-requested_at", "-pk")
        .values_list(*names, *progress)
    )


@Prepared
def _seats_in(person_id: int, course_ids: list[int]) -> QuerySet[Enrolment, Any]:
    # Progress belongs to a room above; it hangs on the seat.
    progress = ("progress__started_at", "progress__completed_at", "progress__percent")
    return (
        Enrolment.objects.filter(person_id=person_id, offer__course_id__in=course_ids)
        .exclude(state__in=[State.WITHDRAWN, State.CANCELLED])
        .order_by(RANK, "-requested_at", "-pk")
        .values_list("offer__course_id", "registration", "state", *progress)
    )


def open_enrolment(person: "Person", offer: Offer | int) -> Enrolment | None:
    """Return the open seat or request of a person under an offer."""
    key = offer if isinstance(offer, int) else offer.pk
    # By the key's own column, which knows numbers that no key can be.
    return enrolments_of(person).filter(offer__pk=key, state__in=OPEN_STATES).first()


def approval_requests_of(person: "Person") -> QuerySet[Enrolment]:
    """Return the person's requests that somebody at the employer's decides or has decided on."""
    return enrolments_of(person).filter(offer__approval_needed=True, employment__isnull=False)


def granted_requests(job_ids: Iterable[int], *, since: dt.date) -> QuerySet[Enrolment]:
    """Return the approved requests in these jobs, the newest first; never a seat without one."""
    asked = Enrolment.objects.filter(
        employment__in=list(job_ids), source=Enrolment.Source.SELF, offer__approval_needed=True
    )
    granted = asked.filter(state__in=GRANTED, requested_at__date__gte=since)
    return granted.select_related("offer__course").order_by("-requested_at", "-pk")


def by_registration(registration: uuid.UUID, *, person: "Person | None") -> Enrolment:
    """Return a person's own enrolment; a foreign or unknown one is "not found"."""
    seat = _by_registration.first(registration, person.pk) if person else None
    if seat is None:
        raise Http404
    return seat


@PreparedObjects
def _by_registration(registration: uuid.UUID, person_id: int) -> QuerySet[Enrolment]:
    seats = Enrolment.objects.filter(registration=registration, person_id=person_id)
    # Progress belongs to a room above; it hangs on the seat.
    return seats.select_related("person", "offer__course", "version__module", "progress")


def seats_of(person: "Person") -> list[Enrolment]:
    """Return a person's seats and requests, newest first, each with its `course_title`.

    Lists need no more of a course, and a page is dear to read. Progress is read along.
    """
    return _seats_of(person.pk)


@PreparedObjects
def _seats_of(person_id: int) -> QuerySet[Enrolment]:
    seats = Enrolment.objects.filter(person_id=person_id)
    # Progress belongs to a room above; it hangs on the seat.
    seats = seats.select_related("offer", "version", "progress")
    return seats.annotate(course_title=F("offer__course__title"))


def first_seats() -> QuerySet[Enrolment]:
    """Return of each person the first seat that was learnt on in an edition of a module.

    Who repeats a course counts once in figures about it.
    """
    earlier = Enrolment.objects.filter(
        person_id=OuterRef("person_id"),
        version__module_id=OuterRef("version__module_id"),
        version__number=OuterRef("version__number"),
        progress__started_at__isnull=False,
        pk__lt=OuterRef("pk"),
    )
    return Enrolment.objects.filter(~Exists(earlier))


def all_registrations() -> QuerySet[Enrolment]:
    """Return every enrolment in a fixed order, for what is rebuilt from statements."""
    return Enrolment.objects.order_by("pk")


def enrolment_with(registration: uuid.UUID) -> Enrolment | None:
    """Return the enrolment behind a registration, whoever holds it."""
    return Enrolment.objects.filter(registration=registration).select_related(*RELATED).first()


def lock_registration(registration: uuid.UUID) -> Enrolment:
    """Return the enrolment behind a registration, locked until the transaction ends."""
    return (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related(*RELATED)
        .get(registration=registration)
    )


def offers_of(providers: "QuerySet[Provider]") -> QuerySet[Offer]:
    """Return the offers of providers with how many seats are taken and how many people wait."""
    offers = Offer.objects.filter(course__module__provider__in=providers)
    counted = offers.annotate(
        taken=Count("enrolments", filter=Q(enrolments__state=State.CONFIRMED))
        + counting.number_of(counting.held()),
        waiting=Count("enrolments", filter=Q(enrolments__state=State.WAITING)),
    )
    related = counted.select_related("course__module__provider")
    return related.order_by("-active", "course__title", "-pk")


def waiting_place(enrolment: Enrolment | SeatFacts) -> int:
    """Return the place on the waiting list, counted from one, in the order of moving up."""
    earlier = Q(requested_at__lt=enrolment.requested_at)
    same_moment = Q(requested_at=enrolment.requested_at, pk__lt=enrolment.pk)
    ahead = Enrolment.objects.filter(offer_id=enrolment.offer_id, state=State.WAITING)
    return ahead.filter(earlier | same_moment).count() + 1


def coming_sessions(offer_ids: Iterable[int]) -> list[Session]:
    """Return the sessions of these offers that have not ended, the next one first.

    Each has its `course_title`.
    """
    return _sessions_after(list(offer_ids), dates.now())


@PreparedObjects
def _sessions_after(offer_ids: list[int], moment: dt.datetime) -> QuerySet[Session]:
    coming = Session.objects.filter(offer_id__in=offer_ids, ends_at__gt=moment)
    return coming.annotate(course_title=F("offer__course__title")).order_by("starts_at")


def employer_standing(person: "Person") -> tuple[bool, bool]:
    """Tell whether a municipality employs the person today, and whether any is a member."""
    rows = _employers(person.pk, dates.today())
    return bool(rows), any(is_member for (is_member,) in rows)


@Prepared
def _employers(person_id: int, day: dt.date) -> QuerySet[Any, Any]:
    members = cooperative.members_on(day).filter(municipality=OuterRef("municipality"))
    jobs = people.jobs_on(day).filter(person_id=person_id).order_by("valid_from", "pk")
    return jobs.annotate(is_member=Exists(members.order_by())).values_list("is_member")


def can_book(person: "Person") -> bool:
    """Tell whether a member municipality employs the person today, so that it pays for seats."""
    _is_employed, is_member = employer_standing(person)
    return is_member


def confirmed_keys(begin: dt.datetime, end: dt.datetime) -> list[tuple[int, int]]:
    """Return (municipality, course) for each seat confirmed in the span, without the person."""
    rows = Enrolment.objects.filter(
        confirmed_at__gte=begin, confirmed_at__lt=end, employment__isnull=False
    )
    return list(rows.order_by().values_list("employment__municipality_id", "offer__course_id"))


def confirmed_pairs(
    provider_id: int, begin: dt.datetime, end: dt.datetime
) -> list[tuple[int, int]]:
    """Return (municipality, person) for each seat confirmed in a provider's courses in the span.

    For counting only: who counts hands numbers on, and never these keys.
    """
    rows = Enrolment.objects.filter(
        version__module__provider_id=provider_id,
        confirmed_at__gte=begin,
        confirmed_at__lt=end,
        employment__isnull=False,
    )
    return list(rows.order_by().values_list("employment__municipality_id", "person_id"))


def people_with_seats(begin: dt.datetime, end: dt.datetime) -> dict[str, dict[Any, int]]:
    """Return how many people took a seat in the span: by month, municipality, course and in all.

    Numbers only, so that reports can tell a group from one person who took many seats.
    """
    seats = Enrolment.objects.filter(
        confirmed_at__gte=begin, confirmed_at__lt=end, employment__isnull=False
    )
    return {
        "month": {
            moment.date(): count for moment, count in _people_by(seats, TruncMonth("confirmed_at"))
        },
        "municipality": dict(_people_by(seats, F("employment__municipality_id"))),
        "course": dict(_people_by(seats, F("offer__course_id"))),
        "all": {None: seats.aggregate(count=Count("person", distinct=True))["count"]},
    }


def _people_by(seats: QuerySet[Enrolment], group: Any) -> QuerySet[Any]:
    """Return pairs of group and number of people."""
    grouped = seats.order_by().annotate(group=group).values_list("group")
    return grouped.annotate(count=Count("person", distinct=True))


def offers_open_to(person: "Person") -> dict[int, Offer]:
    """Return the offer under which a person can book each course now, by course."""
    closed = circles.closed_for_person(person)
    return {course: offer for course, offer in active_offers().items() if course not in closed}


def active_offers() -> dict[int, Offer]:
    """Return the offer under which each course can be booked now, by course, by whomever."""
    return {offer.course_id: offer for offer in Offer.objects.filter(active=True).order_by("-pk")}


def requests_of_year(seen: QuerySet[Enrolment], year: int) -> list[Request]:
    """Return what people have asked for themselves in a year, of those requests: one query."""
    rows = seen.filter(source=Enrolment.Source.SELF, requested_at__year=year).order_by("pk")
    return [
        Request(person, department or "", localdate(asked), State(state), _day(seat or ended))
        for person, department, asked, state, seat, ended in rows.values_list(
            "person_id",
            "employment__department__name",
            "requested_at",
            "state",
            "confirmed_at",
            Case(When(state=State.REJECTED, then=F("ended_at"))),
        )
    ]


def _day(moment: dt.datetime | None) -> dt.date | None:
    return localdate(moment) if moment else None
