"""Take a whole booking back while nobody sits on its seats."""

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.log_actions import log

from campus.kit.undoing import UNDONE
from courses.bookings.errors import TooLateToUndo
from courses.bookings.models import Booking
from courses.enrolment import services as enrolments
from courses.enrolment.selectors import booked_together

if TYPE_CHECKING:
    from members.accounts.models import User


@transaction.atomic
def undo(*, booking: Booking, by: "User") -> Booking:
    """Give all seats back, for ten minutes and before one was handed over; costs nothing.

    Raises TooLateToUndo. What somebody has learnt is never asked for; the log keeps who did it.
    """
    locked = Booking.objects.select_for_update().get(pk=booking.pk)
    seats = booked_together(locked.reference)
    if not locked.can_be_undone or seats.filter(handed_at__isnull=False).exists():
        raise TooLateToUndo
    for seat in seats.filter(released_at=None):
        enrolments.release(seat=seat, by=by)
    locked.state = UNDONE
    locked.save(update_fields=["state"])
    data = {"booking": str(locked.reference), "title": str(locked)}
    log(instance=locked.municipality, action="bookings.undo", user=by, data=data)
    return locked
