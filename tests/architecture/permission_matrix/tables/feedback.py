"""Rows of courses.feedback: whoever has completed a course rates it."""

from typing import Any

from tests.architecture.permission_matrix.actors import Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.enrolment import LEARNER, a_seat
from tests.factories.learning import complete


def completed_course(world: World, place: Place) -> dict[str, Any]:
    """Return a course that the place's learner has completed."""
    seat = a_seat(place)
    complete(seat)
    return {"course_id": seat.offer.course_id}


ROWS = (Row("ratings:rate", LEARNER, completed_course, methods=("get", "post")),)
