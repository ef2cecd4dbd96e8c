"""A person's seats and requests, and how they are given up for good."""

from collections.abc import Iterator
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from campus.kit.personal_data import Eraser, Erasing, Holding, Subject, forget_with, hold
from courses.enrolment.models import OPEN_STATES, BookedSeat, Enrolment, Offer
from courses.enrolment.services import promote_waiting
from courses.enrolment.states import State

STATES: dict[str, str | Promise] = {
    State.REQUESTED: _("requested"),
    State.WAITING: _("on the waiting list"),
    State.CONFIRMED: _("confirmed"),
    State.REJECTED: _("not approved"),
    State.WITHDRAWN: _("withdrawn"),
    State.CANCELLED: _("cancelled"),
    State.FINISHED: _("finished"),
}


def enrolments(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield seats and requests, the oldest first."""
    rows = Enrolment.objects.filter(person_id=subject.person_id).order_by("requested_at", "pk")
    related = rows.select_related("offer__course", "version", "earlier_version")
    for seat in related.prefetch_related("alternatives"):
        yield {
            "course": seat.offer.course.title,
            "version": seat.version.number,
            "earlier_version": seat.earlier_version.number if seat.earlier_version else None,
            "state": seat.state,
            "source": seat.source,
            "reason": seat.reason,
            "proposed_instead": [str(one.title) for one in seat.alternatives.all()],
            "requested_at": seat.requested_at,
            "confirmed_at": seat.confirmed_at,
            "free_until": seat.free_until,
            "ended_at": seat.ended_at,
            "registration": str(seat.registration),
        }


def booked_seats(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield what an employer has booked for the person, the oldest first."""
    rows = BookedSeat.objects.filter(employment__person_id=subject.person_id)
    related = rows.select_related("offer__course", "municipality")
    for seat in related.order_by("booked_at", "pk"):
        yield {
            "course": seat.offer.course.title,
            "employer": seat.municipality.name,
            "named_at": seat.named_at,
            "handed_at": seat.handed_at,
            "released_at": seat.released_at,
        }


def forget(case: Erasing) -> int:
    """Delete the seats with all that hangs on them; who waits moves up. Charges name nobody.

    What an employer has booked stays booked; for whom is forgotten once the job is over.
    """
    booked = BookedSeat.objects.filter(employment__person_id=case.subject.person_id)
    over = booked.filter(employment__valid_until__lt=dates.today())
    over.update(employment=None, enrolment=None, named_at=None, handed_at=None)
    rows = Enrolment.objects.filter(person_id=case.subject.person_id)
    freed = set(rows.filter(state__in=OPEN_STATES).values_list("offer_id", flat=True))
    count = rows.count()
    rows.delete()
    for offer in Offer.objects.filter(pk__in=freed).order_by("pk"):
        promote_waiting(offer=offer)
    return count


hold(
    Holding(
        "enrolments",
        _("enrolments"),
        enrolments,
        {
            "course": _("Course"),
            "state": _("State"),
            "requested_at": _("Requested on"),
            "confirmed_at": _("Confirmed on"),
            "ended_at": _("Ended on"),
        },
        order=50,
        words={"state": STATES},
    )
)
hold(
    Holding(
        "booked_seats",
        _("Seats booked by an employer"),
        booked_seats,
        {
            "course": _("Course"),
            "employer": _("Employer"),
            "named_at": _("Named on"),
            "handed_at": _("Handed over on"),
            "released_at": _("Given back on"),
        },
        order=51,
    )
)
forget_with(Eraser("enrolments", forget, order=50))
