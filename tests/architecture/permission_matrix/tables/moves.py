"""Rows of courses.moves: releases, and the question before obligations begin or end."""

import datetime as dt
from typing import Any

from campus.kit import dates
from courses.assignments import services
from tests.architecture.permission_matrix.actors import HR, HR_STAFF, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.assignments import a_turn


def somebody_obliged(world: World, place: Place) -> dict[str, Any]:
    """Oblige everybody of a position, among them the learner of the place."""
    services.assign(
        municipality=place.municipality,
        course=None,
        title="Erste Hilfe",
        positions=[place.employment.position],
        due_on=dates.today() + dt.timedelta(days=30),
        legal_basis="§ 26 DGUV Vorschrift 1",
        by=place.user,
    )
    return {"key": place.employment.pk}


def another_position(world: World, place: Place) -> dict[str, Any]:
    """Choose a position that the obligation does not concern."""
    person = place.person
    names = {"first_name": person.first_name, "last_name": person.last_name}
    return {**names, "department": place.department.pk, "position": "Kasse"}


ROWS = (
    Row("course_moves:release", HR, a_turn, methods=("get", "post")),
    Row("people:change", HR_STAFF, somebody_obliged, methods=("post",), data=another_position),
)
