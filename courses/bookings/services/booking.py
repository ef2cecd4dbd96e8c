"""Book what was confirmed, and hand the seats over when nothing can be undone any more.

Until then nobody sits on them: so nobody can have begun, and undoing tells nobody who has.
"""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from campus.kit import dates
from campus.kit.errors import DomainError
from campus.kit.undoing import DONE, PATIENCE, UNDO_FOR
from courses.bookings import news
from courses.bookings.errors import NobodyGetsASeat, PreviewOutdated
from courses.bookings.models import Booking
from courses.bookings.planning import Choice, Plan
from courses.enrolment import services as enrolments
from courses.enrolment.selectors import booked_together

if TYPE_CHECKING:
    from courses.enrolment.models import BookedSeat
    from members.accounts.models import User


@transaction.atomic
def book_together(*, choice: Choice, stamp: str, by: "User") -> Booking:
    """Book all seats that were looked at, or none.

    Raises PreviewOutdated where the stamp is not that of what would be booked now,
    NobodyGetsASeat, or what forbids a seat: too few of them, no budget, a closed offer.
    """
    # Two people who confirm at the same time: the second one sees what the first one did. The
    # offer comes before all other locks, as wherever somebody takes a seat.
    enrolments.lock_offer(choice.offer)
    plan = Plan(choice, by)
    if stamp != plan.stamp:
        raise PreviewOutdated
    if not plan.seats:
        raise NobodyGetsASeat
    booking = Booking.objects.create(
        municipality=choice.municipality,
        offer=choice.offer,
        total=plan.seats,
        cost=plan.total,
        created_by=by,
    )
    enrolments.book(
        offer=choice.offer,
        municipality=choice.municipality,
        jobs=[*plan.getting, *[None] * choice.unnamed],
        batch=booking.reference,
        by=by,
    )
    return booking


@transaction.atomic
def hand_over_now(*, booking: Booking) -> Booking:
    """Let the seats be handed over at once; from then on nothing is undone as a whole."""
    locked = Booking.objects.select_for_update().get(pk=booking.pk)
    if locked.state == DONE and locked.told_at is None:
        locked.told_at = dates.now()
        locked.save(update_fields=["told_at"])
    return locked


def hand_over(*, reference: UUID) -> int:
    """Let everybody sit on their seat and tell them once; may run any number of times.

    Before the end of the ten minutes nothing happens, unless somebody has asked for it.
    """
    booking = _begin(reference)
    if booking is None:
        return 0
    waiting = booked_together(reference).filter(
        released_at=None, handed_at=None, employment__isnull=False
    )
    told = sum(_hand_over(seat) for seat in waiting)
    if not waiting.all().exists():
        Booking.objects.filter(pk=booking.pk).update(telling_ended_at=dates.now())
    return told


@transaction.atomic
def _begin(reference: UUID) -> Booking | None:
    """Close the time of undoing; return the booking if its seats may be handed over now."""
    booking = Booking.objects.select_for_update().filter(reference=reference).first()
    if booking is None or booking.state != DONE or booking.can_be_undone:
        return None
    if booking.told_at is None:
        booking.told_at = dates.now()
        booking.save(update_fields=["told_at"])
    return booking


def _hand_over(seat: "BookedSeat") -> bool:
    """Hand one seat over; one that cannot be keeps nobody else waiting."""
    try:
        with transaction.atomic():
            handed = enrolments.hand_over(seat=seat)
            job = handed.employment
            return bool(job and handed.handed_at and news.tell(handed, job.person, news.BOOKED))
    except DomainError:
        return False


def left_over() -> list[UUID]:
    """Find the bookings whose seats nobody has handed over though it is time."""
    now = dates.now()
    due = Q(told_at=None, finished_at__lt=now - UNDO_FOR) | Q(told_at__lt=now - PATIENCE)
    rows = Booking.objects.filter(due, state=DONE, telling_ended_at=None).order_by("pk")
    return list(rows.values_list("reference", flat=True))
