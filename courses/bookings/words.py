"""The words and badges of bookings."""

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from courses.bookings.judging import Standing

if TYPE_CHECKING:
    from courses.enrolment.models import BookedSeat

STANDINGS: dict[Standing, tuple[str, Promise]] = {
    Standing.GETS: ("info", gettext_lazy("gets a seat")),
    Standing.HAS: ("neutral", gettext_lazy("has a seat already")),
    Standing.ASKED: ("warning", gettext_lazy("has asked for it: decide under “Approvals”")),
    Standing.ONESELF: ("neutral", gettext_lazy("that is you: book on the page of the course")),
    Standing.LEAVES: ("neutral", gettext_lazy("leaves before the course begins")),
}
STATES: dict[str, tuple[str, Promise]] = {
    "released": ("neutral", pgettext_lazy("seat", "given back")),
    "open": ("warning", pgettext_lazy("seat", "nobody named yet")),
    "handed": ("success", pgettext_lazy("seat", "handed over")),
    "waits": ("info", pgettext_lazy("seat", "is about to be handed over")),
}


def state_of(seat: "BookedSeat") -> tuple[str, Promise]:
    """Return how a seat stands, as the kind and the words of a badge: never how it is used."""
    if seat.released_at:
        return STATES["released"]
    if seat.employment_id is None:
        return STATES["open"]
    return STATES["handed" if seat.handed_at else "waits"]


def who(seat: "BookedSeat") -> str:
    """Return for whom a seat is booked."""
    return str(seat.employment.person) if seat.employment else _("not named yet")
