"""Rows of campus.records: administrators of the platform and nobody else."""

from typing import Any

from courses.xapi.services import platform_authority, store
from tests.architecture.permission_matrix.actors import A, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.factories.xapi import statement

OPERATORS = frozenset({A.SUPERUSER})


def a_statement(world: World, place: Place) -> dict[str, Any]:
    """Store a statement."""
    return {"statement_id": store([statement()], authority=platform_authority())[0]}


ROWS = (
    Row("records:overview", OPERATORS),
    Row("records:timeline", OPERATORS),
    Row("records:statement", OPERATORS, a_statement),
)
