"""Seats that a municipality books for its staff: booked, handed over, passed on, given back.

The seat is charged when it is booked, under its own key, whoever sits on it later. Somebody who
has a seat of their own keeps it, and the booked one costs nothing as long as it is theirs: the
employer is told neither.
"""

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime

from campus.kit import dates
from courses.enrolment import booked, cancellation
from courses.enrolment.errors import (
    BookedAlready,
    NotAMember,
    NotBookable,
    SeatReleased,
    TooFewSeats,
    TooLateToPassOn,
    WorksElsewhere,
)
from courses.enrolment.giving_back import freeze
from courses.enrolment.models import BookedSeat, Enrolment, Offer
from courses.enrolment.selectors import lock_registration, open_enrolment, seats_left
from courses.enrolment.services.charging import charge, take_back
from courses.enrolment.services.confirming import check_offer, confirm, lock_offer, move
from courses.enrolment.services.fees import keep_fee
from courses.enrolment.services.seats import promote_waiting
from courses.enrolment.states import State
from courses.modules import selectors as modules
from members.cooperative import selectors as cooperative

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.people.models import Employment

BOOKED = Enrolment.Source.BOOKED.value


@transaction.atomic
def book(
    *,
    offer: Offer,
    municipality: "Municipality",
    jobs: "Sequence[Employment | None]",
    batch: uuid.UUID,
    by: "User",
) -> list[BookedSeat]:
    """Book a seat for each of these people, None standing for somebody named later.

    All of them or none. Nobody sits on the seats before they are handed over. Raises TooFewSeats,
    BookedAlready, BudgetUsedUp, or what forbids any seat of the offer.
    """
    locked = lock_offer(offer)
    _check(locked, municipality)
    left = seats_left(locked, employer=municipality.pk)
    if left is not None and left < len(jobs):
        raise TooFewSeats(wanted=len(jobs), left=left)
    named = [job for job in jobs if job is not None]
    taken = booked.seats_for(locked, named).select_related("employment__person").first()
    if taken is not None and taken.employment is not None:
        raise BookedAlready(name=str(taken.employment.person))
    return [_book(locked, municipality, job, batch, by) for job in jobs]


def _check(offer: Offer, municipality: "Municipality") -> None:
    """Refuse a closed offer, an empty course, and one that is not for this municipality."""
    own = offer.course.only_for_id in (None, municipality.pk)
    if not (own and offer.active and offer.course.live and modules.current_version(offer.course)):
        raise NotBookable
    if not cooperative.is_member(municipality, dates.today()):
        raise NotAMember(municipality=municipality.name)
    check_offer(offer, municipality)


def _book(
    offer: Offer,
    municipality: "Municipality",
    job: "Employment | None",
    batch: uuid.UUID,
    by: "User",
) -> BookedSeat:
    if job is not None:
        _check_job(job, municipality)
    now = dates.now()
    seat = BookedSeat(
        batch=batch,
        offer=offer,
        municipality=municipality,
        cost_centre=_cost_centre(job),
        employment=job,
        booked_by=by,
        booked_at=now,
        named_at=now if job else None,
        is_covered=job is not None and booked.has_own_seat(job, offer),
    )
    freeze(seat, now)
    seat.save()
    if not seat.is_covered:
        _charge(seat)
    return seat


def _cost_centre(job: "Employment | None") -> str:
    return job.department.cost_centre if job and job.department else ""


def _check_job(job: "Employment", municipality: "Municipality") -> None:
    ended = job.valid_until is not None and job.valid_until < dates.today()
    if job.municipality_id != municipality.pk or ended:
        raise WorksElsewhere(name=str(job.person))


def _charge(seat: BookedSeat) -> None:
    """Charge a seat under a key of its own: what was taken back before stays taken back."""
    seat.charges += 1
    seat.save(update_fields=["charges"])
    charge(seat)


def _uncharge(seat: BookedSeat) -> None:
    take_back(seat)
    seat.term = None
    seat.save(update_fields=["term"])


def lock_booked(seat: BookedSeat) -> tuple[Offer, BookedSeat]:
    """Return the offer and the seat as they are now, both locked. Raises SeatReleased."""
    offer = lock_offer(seat.offer)
    rows = BookedSeat.objects.select_for_update(of=("self",)).select_related(*booked.RELATED)
    locked = rows.get(pk=seat.pk)
    if locked.released_at is not None:
        raise SeatReleased
    return offer, locked


@transaction.atomic
def hand_over(*, seat: BookedSeat) -> BookedSeat:
    """Let the named person sit on a booked seat; a second time changes nothing.

    Whoever has left since then is not named any more. Raises SeatReleased.
    """
    offer, locked = lock_booked(seat)
    job = locked.employment
    if job is None or locked.handed_at is not None:
        return locked
    if job.valid_until is not None and job.valid_until < dates.today():
        locked.employment, locked.named_at = None, None
        locked.save(update_fields=["employment", "named_at"])
        return locked
    _seat(offer, locked, job)
    return locked


def _seat(offer: Offer, seat: BookedSeat, job: "Employment") -> None:
    """Seat somebody: on the booked seat, or on the one they have of their own."""
    own = open_enrolment(job.person, offer)
    was_covered = seat.is_covered
    seat.is_covered = own is not None and own.state == State.CONFIRMED
    if seat.is_covered and not was_covered:
        _uncharge(seat)
    elif was_covered and not seat.is_covered:
        _charge(seat)
    if not seat.is_covered:
        seat.enrolment = _enrolment(offer, seat, job, own)
    seat.handed_at = dates.now()
    seat.save(update_fields=["is_covered", "enrolment", "handed_at"])


def _enrolment(
    offer: Offer, seat: BookedSeat, job: "Employment", asked: Enrolment | None
) -> Enrolment:
    """Return the confirmed seat to learn on; a request or a place in the queue becomes it."""
    if asked is not None:
        found = lock_registration(asked.registration)
        found.employment, found.source = job, BOOKED
        found.save(update_fields=["employment", "source"])
        move(found, State.CONFIRMED, by=seat.booked_by)
    else:
        version = modules.current_version(offer.course)
        if version is None:
            raise NotBookable
        found = Enrolment.objects.create(
            person=job.person,
            employment=job,
            offer=offer,
            version=version,
            state=State.CONFIRMED,
            source=BOOKED,
            requested_at=dates.now(),
            decided_by=seat.booked_by,
        )
    confirm(found, is_paid=True)
    return found


@transaction.atomic
def name(*, seat: BookedSeat, job: "Employment", by: "User") -> BookedSeat:
    """Name who sits on a booked seat: for the first time, or instead of somebody else.

    Costs nothing: the seat is paid. Raises TooLateToPassOn by a day that does not depend on
    whether anybody has begun, SeatReleased, BookedAlready or WorksElsewhere.
    """
    offer, locked = lock_booked(seat)
    _check_job(job, locked.municipality)
    until = booked.passes_on_until(locked)
    if until is not None and dates.now() > until:
        raise TooLateToPassOn(until=date_format(localtime(until), "SHORT_DATETIME_FORMAT"))
    if booked.seats_for(offer, [job]).exists():
        raise BookedAlready(name=str(job.person))
    _vacate(locked, by)
    locked.employment, locked.named_at = job, dates.now()
    locked.save(update_fields=["employment", "named_at"])
    _seat(offer, locked, job)
    return locked


def _vacate(seat: BookedSeat, by: "User | None") -> None:
    """Let whoever sits on a booked seat leave it; what they have learnt stays theirs."""
    if seat.enrolment is not None and seat.enrolment.state == State.CONFIRMED:
        move(lock_registration(seat.enrolment.registration), State.CANCELLED, by=by)
    seat.enrolment = None
    seat.save(update_fields=["enrolment"])


def _settle(seat: BookedSeat) -> None:
    if cancellation.is_free(seat.free_until, dates.now()):
        _uncharge(seat)
    else:
        keep_fee(seat)


@transaction.atomic
def release(*, seat: BookedSeat, by: "User | None") -> BookedSeat:
    """Give a booked seat back; in time it costs nothing, later its fee, frozen when it was booked.

    The next person waiting moves up.

    Raises SeatReleased for the second time.
    """
    offer, locked = lock_booked(seat)
    _vacate(locked, by)
    if not locked.is_covered:
        _settle(locked)
    locked.released_at = dates.now()
    locked.save(update_fields=["released_at"])
    promote_waiting(offer=offer)
    return locked
