"""The step from which somebody writes: found only on the person's own seat."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from courses.enrolment import selectors as enrolments
from courses.enrolment.states import LEARNING
from courses.modules import selectors as modules

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from members.people.models import Person


@dataclass(frozen=True, slots=True)
class Place:
    """A step of a course on somebody's seat."""

    enrolment: "Enrolment"
    item_key: UUID
    item_title: str

    @property
    def course_title(self) -> str:
        """Return the title of the course."""
        return str(self.enrolment.offer.course.title)

    @property
    def href(self) -> str:
        """Return the address of the step."""
        return item_address(self.enrolment.registration, self.item_key)


def item_address(registration: UUID, item_key: UUID, seconds: int | None = None) -> str:
    """Return the address of a step, and of a place in its film or recording."""
    address = reverse("learning:item", args=[registration, item_key])
    return address if seconds is None else f"{address}#t={seconds}"


def place_of(person: "Person", registration: UUID, item_key: UUID) -> Place:
    """Return the step on the person's own seat. Raises Http404."""
    seat = enrolments.by_registration(registration, person=person)
    items = (item for unit in modules.outline(seat.version) for item in unit.items)
    title = next((item.title for item in items if item.key == item_key), None)
    if title is None or seat.state not in LEARNING:
        raise Http404
    return Place(seat, item_key, title)
