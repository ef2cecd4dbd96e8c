"""Rows of courses.learning: a seat belongs to one person; nobody else opens it, HR least of all."""

from typing import Any

from courses.learning import services
from tests.architecture.permission_matrix.actors import Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.enrolment import LEARNER, a_seat
from tests.factories.learning import items_of

MOVED = frozenset({302})


def own_course(world: World, place: Place) -> dict[str, Any]:
    """Return the seat of the place's learner."""
    return {"registration": a_seat(place).registration}


def own_item(world: World, place: Place) -> dict[str, Any]:
    """Return a lesson of that seat."""
    seat = a_seat(place)
    return {"registration": seat.registration, "item_key": items_of(seat)[0].key}


def own_attempt(world: World, place: Place) -> dict[str, Any]:
    """Return an attempt at the test of that seat."""
    seat = a_seat(place)
    item = next(item for item in items_of(seat) if item.kind == "quiz")
    attempt = services.start_attempt(enrolment=seat, key=item.key)
    return {"registration": seat.registration, "item_key": item.key, "attempt": attempt.pk}


def at_ten_seconds(world: World, place: Place) -> dict[str, Any]:
    """Return what the player sends."""
    return {"seconds": "10"}


ROWS = (
    Row("learning:course", LEARNER, own_course),
    Row("learning:resume", LEARNER, own_course, answer=MOVED),
    Row("learning:item", LEARNER, own_item),
    Row("learning:finish", LEARNER, own_item, methods=("post",)),
    Row("learning:position", LEARNER, own_item, methods=("post",), data=at_ten_seconds),
    Row("learning:start", LEARNER, own_item, methods=("post",)),
    Row("learning:check", LEARNER, own_item, methods=("post",)),
    Row("learning:save", LEARNER, own_attempt, methods=("post",)),
    Row("learning:submit", LEARNER, own_attempt, methods=("get", "post")),
)
