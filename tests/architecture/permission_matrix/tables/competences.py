"""Rows of courses.competences: a check belongs to one person, whoever else asks."""

from typing import Any

from tests.architecture.permission_matrix.actors import Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.enrolment import LEARNER
from tests.architecture.permission_matrix.tables.pathways import PEOPLE
from tests.factories import competences


def own_check(world: World, place: Place) -> dict[str, Any]:
    """Return a finished check of the place's learner."""
    return {"pk": competences.finished(place.person).pk}


def own_page(world: World, place: Place) -> dict[str, Any]:
    """Return a page of a check that the place's learner has begun."""
    return {"pk": competences.begin(place.person).pk, "number": 1}


ROWS = (
    Row("competences:start", PEOPLE, methods=("get", "post")),
    Row("competences:area", LEARNER, own_page, methods=("get", "post")),
    Row("competences:result", LEARNER, own_check),
    Row("competences:aim", LEARNER, own_check, methods=("post",)),
    Row("competences:take_all", LEARNER, own_check, methods=("post",)),
    Row("competences:delete", LEARNER, own_check, methods=("get", "post")),
)
