"""Messages about booked seats, to those who sit on them or did."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.messages import kinds, services

if TYPE_CHECKING:
    from courses.enrolment.models import BookedSeat
    from members.people.models import Person


@dataclass(frozen=True, slots=True)
class News:
    """A kind of message of this room."""

    kind: str
    title: str | Promise


BOOKED = News("bookings_booked", _("Course booked for you"))
PASSED_ON = News("bookings_passed_on", _("Seat passed on"))
GIVEN_BACK = News("bookings_given_back", _("Booked seat given back"))

COURSES = "/lernen/kurse/"


def register_kinds() -> None:
    """Make the kinds known to members.messages; called once at start."""
    for item in (BOOKED, PASSED_ON, GIVEN_BACK):
        kinds.register(kinds.Kind(item.kind, item.title))


def tell(seat: "BookedSeat", person: "Person", news: News) -> bool:
    """Tell somebody once what has become of a seat since they were named."""
    named = seat.named_at.isoformat() if seat.named_at else ""
    sent = services.send(
        kind=news.kind,
        key=f"{seat.key}:{person.pk}:{named}",
        recipient=person.user,
        email=person.email or "",
        context={
            "name": str(person),
            "course": str(seat.offer.course.title),
            "employer": str(seat.municipality.name),
            # Only the person reads this.
            "has_own": seat.is_covered,
            "link": _link_of(seat) if news is BOOKED else COURSES,
        },
    )
    return sent is not None


def _link_of(seat: "BookedSeat") -> str:
    return f"/lernen/kurs/{seat.enrolment.registration}/" if seat.enrolment else COURSES
