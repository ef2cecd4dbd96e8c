"""Reads of the seats that municipalities have booked."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import F, Min, Q, QuerySet

from courses.enrolment import cancellation
from courses.enrolment.models import OPEN_STATES, BookedSeat, Enrolment, Offer, Session
from courses.enrolment.states import State

if TYPE_CHECKING:
    from members.people.models import Employment

RELATED = (
    "offer__course__module__provider",
    "municipality",
    "employment__person__user",
    "employment__municipality",
    "enrolment",
    "booked_by",
)


def seats() -> QuerySet[BookedSeat]:
    """Return all booked seats, with what a page shows of them."""
    return BookedSeat.objects.select_related(*RELATED, "employment__department")


def of_batch(batch: uuid.UUID) -> QuerySet[BookedSeat]:
    """Return what was booked together, in the order of names; who is not named comes last."""
    rows = seats().filter(batch=batch)
    name = F("employment__person__last_name").asc(nulls_last=True)
    return rows.order_by(name, "employment__person__first_name", "pk")


def seats_for(offer: Offer, jobs: "Iterable[Employment]") -> QuerySet[BookedSeat]:
    """Return the seats of an offer that are booked for any of these people."""
    return BookedSeat.objects.filter(offer=offer, released_at=None, employment__in=list(jobs))


def has_own_seat(job: "Employment", offer: Offer) -> bool:
    """Tell whether somebody has a seat already: never to be told to the employer."""
    mine = Enrolment.objects.filter(offer=offer, person_id=job.person_id)
    return mine.filter(state=State.CONFIRMED).exists()


def first_dates(offer_ids: Iterable[int]) -> dict[int, dt.datetime]:
    """Return when the first date of each offer begins, by offer; one query."""
    rows = Session.objects.filter(offer__in=list(offer_ids)).order_by()
    return dict(rows.values_list("offer_id").annotate(first=Min("starts_at")))


def passes_on_until(seat: BookedSeat) -> dt.datetime | None:
    """Return until when somebody else may take a seat; None while nobody was named."""
    if seat.named_at is None:
        return None
    first = first_dates([seat.offer_id]).get(seat.offer_id)
    return cancellation.passes_on_until(seat.named_at, first)


def is_booked_for(person_id: int, offer_id: int) -> bool:
    """Tell whether a seat of an offer is booked for a person."""
    rows = BookedSeat.objects.filter(offer=offer_id, released_at=None)
    return rows.filter(employment__person=person_id).exists()


def known_to_employer(offer: Offer, jobs: "Iterable[Employment]") -> tuple[set[int], set[int]]:
    """Return whose seat, and whose request, the employer knows of, as keys of jobs.

    Known is what was booked or assigned, and what the employer has to approve. What somebody
    has taken of free will is not among it.
    """
    chosen = list(jobs)
    has = set(seats_for(offer, chosen).order_by().values_list("employment_id", flat=True))
    asked: set[int] = set()
    ordered = ~Q(source=Enrolment.Source.SELF)
    rows = Enrolment.objects.filter(
        ordered | Q(offer__approval_needed=True),
        offer=offer,
        state__in=OPEN_STATES,
        employment__in=chosen,
    )
    for job, state in rows.order_by().values_list("employment_id", "state"):
        (has if state == State.CONFIRMED else asked).add(job)
    return {key for key in has if key}, asked - has
