"""Rows of courses.bookings: who looks after staff, whole municipalities or single departments."""

from typing import Any
from uuid import UUID

from courses.bookings.models import Booking
from courses.enrolment.models import BookedSeat
from members.second_person.models import Proposal
from tests.architecture.permission_matrix.actors import HR, HR_STAFF, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.people import town
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import OfferFactory

BATCH = UUID("6f1c2a4e-0000-4000-8000-00000000b0d2")
KEY = UUID("6f1c2a4e-0000-4000-8000-00000000b0d3")


def a_booking(world: World, place: Place) -> dict[str, Any]:
    """Return a booking for the place's learner by somebody who has left since."""
    offer = OfferFactory()
    Booking.objects.create(
        reference=BATCH,
        municipality=place.municipality,
        offer=offer,
        total=1,
        created_by=place.user,
    )
    BookedSeat.objects.create(
        key=KEY,
        batch=BATCH,
        offer=offer,
        municipality=place.municipality,
        employment=place.employment,
    )
    return {"reference": BATCH}


def a_booked_seat(world: World, place: Place) -> dict[str, Any]:
    """Return the seat that is booked for the place's learner."""
    a_booking(world, place)
    return {"key": KEY}


def a_choice(world: World, place: Place) -> dict[str, Any]:
    """Fill in the form for the department of the place."""
    return {"course": OfferFactory().course_id, "departments": [place.department.pk]}


def a_proposal(world: World, place: Place) -> dict[str, Any]:
    """Propose a booking; who has proposed it could no longer, so the preview leads back."""
    proposal = Proposal.objects.create(
        municipality=place.municipality,
        kind="booking",
        title="Erste Hilfe",
        people=2,
        payload={"course": [str(OfferFactory().course_id)]},
        proposed_by=UserFactory(),
    )
    return {"reference": proposal.reference}


ROWS = (
    Row("bookings:list", HR_STAFF, query=town),
    Row("bookings:create", HR_STAFF, query=town),
    Row("bookings:create", HR_STAFF, query=town, methods=("post",), data=a_choice),
    Row("bookings:proposed", HR, a_proposal, answer=frozenset({302})),
    Row("bookings:detail", HR, a_booking),
    Row("bookings:undo", HR, a_booking, methods=("post",)),
    Row("bookings:hand_over", HR, a_booking, methods=("post",)),
    Row("bookings:seats", HR_STAFF, query=town),
    Row("bookings:seat", HR_STAFF, a_booked_seat),
    Row("bookings:seat", HR_STAFF, a_booked_seat, methods=("post",)),
    Row("bookings:give_back", HR_STAFF, a_booked_seat, methods=("get", "post")),
)
