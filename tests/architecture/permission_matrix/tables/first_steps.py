"""Rows of courses.first_steps: whoever sets the municipality up."""

from typing import Any

from tests.architecture.permission_matrix.actors import HR, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.people import town


def a_step(world: World, place: Place) -> dict[str, Any]:
    """Return a step; all municipalities have the same."""
    return {"step": "sign_on"}


ROWS = (
    Row("first_steps:list", HR, query=town),
    Row("first_steps:decide", HR, a_step, query=town, methods=("post",)),
)
