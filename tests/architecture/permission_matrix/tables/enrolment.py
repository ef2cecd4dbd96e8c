"""Rows of courses.enrolment."""

import datetime as dt
from decimal import Decimal
from typing import Any

from campus.kit import dates
from courses.enrolment.services import add_discount, add_session, save_group
from courses.enrolment.states import State
from tests.architecture.permission_matrix.actors import SIGNED_IN, TOWN_HALL, A, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.factories.enrolment import EnrolmentFactory, OfferFactory

OFFICE = frozenset({A.OFFICE})
LEARNER = frozenset({A.LEARNER})
DECIDES = frozenset({A.HR, A.DEPARTMENT_HR, A.APPROVER})
APPROVED = {"decision": "approve"}


def an_offer(world: World, place: Place) -> dict[str, Any]:
    """Return an offer that is open to all members' staff."""
    return {"offer": OfferFactory().pk}


def a_course(world: World, place: Place) -> dict[str, Any]:
    """Return a published course that can be booked."""
    return {"course": OfferFactory().course_id}


def a_discount(world: World, place: Place) -> dict[str, Any]:
    """Return a course with a discount."""
    course, today = OfferFactory(price=Decimal(40)).course, dates.today()
    row = add_discount(course=course, first_day=today, last_day=today, percent=Decimal(10))
    return {"course": course.pk, "discount": row.pk}


def a_date(world: World, place: Place) -> dict[str, Any]:
    """Return a course with a date to come."""
    offer, day = OfferFactory(), dt.timedelta(days=1)
    row = add_session(offer=offer, starts_at=dates.now() + day, ends_at=dates.now() + 2 * day)
    return {"course": offer.course_id, "date": row.pk}


def a_group(world: World, place: Place) -> dict[str, Any]:
    """Return a group of municipalities."""
    return {"group": save_group(group=None, name="Hessen", land="HE", municipalities=()).pk}


def a_seat(place: Place, **facts: Any) -> Any:
    """Give the place's learner a seat."""
    return EnrolmentFactory(employment=place.employment, **facts)


def own_seat(world: World, place: Place) -> dict[str, Any]:
    """Return the offer under which the place's learner has a seat."""
    return {"offer": a_seat(place).offer_id}


def own_request(world: World, place: Place) -> dict[str, Any]:
    """Return the offer for which the place's learner has asked."""
    return {"offer": a_seat(place, state=State.REQUESTED, confirmed_at=None).offer_id}


def a_request(world: World, place: Place) -> dict[str, Any]:
    """Let the place's learner wait for a decision."""
    offer = OfferFactory(approval_needed=True)
    seat = a_seat(place, offer=offer, state=State.REQUESTED, confirmed_at=None)
    return {"registration": seat.registration}


ROWS = (
    Row("enrolment:enrol", TOWN_HALL, an_offer, there=TOWN_HALL, methods=("post",)),
    # Who has one employer or none is led back to the course.
    Row(
        "enrolment:employer",
        SIGNED_IN,
        an_offer,
        there=SIGNED_IN,
        answer=frozenset({302}),
    ),
    Row("enrolment:withdraw", LEARNER, own_request, methods=("get", "post")),
    Row("enrolment:cancel", LEARNER, own_seat, methods=("get", "post")),
    Row("approvals:list", DECIDES),
    Row("approvals:statistics", DECIDES),
    Row("approvals:statistics_csv", DECIDES),
    Row("approvals:statistics_xlsx", DECIDES),
    Row("offers:list", OFFICE),
    Row("own_offers", frozenset({A.PROVIDER_OWNER})),
    Row("offers:edit", OFFICE, a_course, methods=("get",)),
    Row("offers:close", OFFICE, a_course, methods=("post",)),
    Row("offers:groups", OFFICE),
    Row("offers:add_group", OFFICE, methods=("get",)),
    Row("offers:group", OFFICE, a_group, methods=("get",)),
    Row("offers:delete_group", OFFICE, a_group, methods=("post",)),
    Row("offers:add_discount", OFFICE, a_course, methods=("post",)),
    Row("offers:end_discount", OFFICE, a_discount, methods=("post",)),
    Row("offers:add_date", OFFICE, a_course, methods=("post",)),
    Row("offers:remove_date", OFFICE, a_date, methods=("post",)),
    Row("approvals:refuse", DECIDES, a_request, methods=("get",)),
    Row(
        "approvals:decide",
        DECIDES,
        a_request,
        methods=("post",),
        data=lambda world, place: APPROVED,
    ),
)
