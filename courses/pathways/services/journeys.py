"""Walk a path: begin it, take its next course, leave it."""

from typing import TYPE_CHECKING

from django.db import transaction

from courses.catalogue import selectors as catalogue
from courses.enrolment import selectors as enrolments
from courses.enrolment import services as enrolment
from courses.enrolment.errors import NotBookable
from courses.enrolment.states import State
from courses.pathways import selectors
from courses.pathways.errors import NothingNext
from courses.pathways.models import Journey, PathVersion

# What somebody has in one of these states is kept instead of asking anew.
KEPT = {State.REQUESTED, State.WAITING, State.CONFIRMED}

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from members.accounts.models import User
    from members.people.models import Person


@transaction.atomic
def take_next(*, version: PathVersion, person: "Person", by: "User") -> "Enrolment":
    """Begin the path if need be, and take a seat in the course that comes next.

    The seat obeys price, approval and waiting list like any other; asking twice gives the same.
    Raises NothingNext or whatever the booking refuses with.
    """
    journey, _is_new = Journey.objects.get_or_create(
        person=person, path_id=version.path_id, defaults={"version": version}
    )
    course = selectors.standing(journey.version.group, person).next
    if course is None:
        raise NothingNext
    return book(course_id=course, person=person, by=by)


def book(*, course_id: int, person: "Person", by: "User") -> "Enrolment":
    """Take a seat in a course under its present offer, or return the seat there is."""
    course = catalogue.courses_by_id([course_id]).get(course_id)
    offer = enrolments.offer_for(course) if course else None
    held = enrolments.seat_facts(person, course_id)
    if held is not None and (offer is None or held.state in KEPT):
        return enrolments.by_registration(held.registration, person=person)
    if held is not None and held.state is State.REJECTED:
        raise NothingNext
    if offer is None:
        raise NotBookable
    return enrolment.enrol(person=person, offer=offer, by=by)


@transaction.atomic
def leave(*, version: PathVersion, person: "Person") -> None:
    """Forget that a person walks a path; seats and progress stay."""
    Journey.objects.filter(person=person, path_id=version.path_id).delete()
