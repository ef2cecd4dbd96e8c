"""Reads of bookings: what was booked by course, taken and not taken, and when."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q, QuerySet

from courses.enrolment import selectors as enrolments

if TYPE_CHECKING:
    from courses.bookings.models import Booking
    from courses.enrolment.models import BookedSeat


@dataclass(frozen=True, slots=True)
class Contingent:
    """The seats that a municipality has booked under one offer."""

    offer: int
    course: str
    booked: int
    named: int

    @property
    def open(self) -> int:
        """Return for how many nobody is named yet."""
        return self.booked - self.named


def contingents(seats: "QuerySet[BookedSeat]") -> list[Contingent]:
    """Return what is booked and not given back, by offer, the latest first; one query.

    A seat is taken when somebody is named, whether they learn on it or not.
    """
    rows = seats.select_related(None).filter(released_at=None).order_by()
    grouped = rows.values_list("offer_id", "offer__course__title").annotate(
        booked=Count("pk"), named=Count("pk", filter=Q(employment__isnull=False))
    )
    latest = grouped.annotate(latest=Max("booked_at")).order_by("-latest", "offer_id")
    return [Contingent(*row[:4]) for row in latest]


def seats_of(booking: "Booking", visible: "QuerySet[BookedSeat]") -> "list[BookedSeat]":
    """Return the seats of a booking as far as they are visible, who is not named yet last."""
    keys = visible.filter(batch=booking.reference).order_by().values("pk")
    return list(enrolments.booked_together(booking.reference).filter(pk__in=keys))


def is_handed(booking: "Booking") -> bool:
    """Tell whether one of the seats has been handed over."""
    return enrolments.booked_together(booking.reference).filter(handed_at__isnull=False).exists()
