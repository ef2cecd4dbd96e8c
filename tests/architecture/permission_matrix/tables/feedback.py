"""Rows of courses.feedback: ratings by whoever completed, notes by their writer, questions.

A question is read by those who write for the provider of the course; human resources, office and
board are refused like everybody else.
"""

from typing import Any

from tests.architecture.permission_matrix.actors import (
    TEACHERS,
    TOWN_HALL,
    Place,
    World,
)
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.enrolment import LEARNER, a_seat
from tests.architecture.permission_matrix.tables.learning import own_item
from tests.factories.enrolment import OfferFactory
from tests.factories.feedback import note_on, question_on
from tests.factories.learning import complete
from tests.factories.modules import make_module


def completed_course(world: World, place: Place) -> dict[str, Any]:
    """Return a course that the place's learner has completed."""
    seat = a_seat(place)
    complete(seat)
    return {"course_id": seat.offer.course_id}


def own_note(world: World, place: Place) -> dict[str, Any]:
    """Return a note of the place's learner."""
    return {"pk": note_on(a_seat(place)).pk}


def a_question(world: World, place: Place) -> dict[str, Any]:
    """Return a question of the place's learner about a course of the place's provider."""
    offer = OfferFactory(module=make_module(provider=place.provider))
    return {"pk": question_on(a_seat(place, offer=offer)).pk}


ROWS = (
    Row("ratings:rate", LEARNER, completed_course, methods=("get", "post")),
    Row("notes:list", TOWN_HALL),
    Row("notes:add", LEARNER, own_item, methods=("get", "post")),
    Row("notes:edit", LEARNER, own_note, methods=("get", "post")),
    Row("questions:own", TOWN_HALL),
    Row("questions:ask", LEARNER, own_item, methods=("get", "post")),
    Row("questions:list", TEACHERS),
    Row("questions:answer", TEACHERS, a_question, methods=("get", "post")),
)
