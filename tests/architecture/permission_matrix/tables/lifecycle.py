"""Rows of courses.lifecycle: authors look after their modules, owners and editors end them."""

from typing import Any

from tests.architecture.permission_matrix.actors import AUTHORS, A, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.catalogue import EDITORS
from tests.architecture.permission_matrix.tables.modules import a_module

WRITERS = AUTHORS | EDITORS
ENDERS = frozenset({A.PROVIDER_OWNER}) | EDITORS


def own_module(world: World, place: Place) -> dict[str, Any]:
    """Return a module of the place's provider."""
    return a_module(world, place)


ROWS = (
    Row("lifecycle:list", WRITERS | {A.OFFICE}),
    Row("lifecycle:edit", WRITERS, own_module, there=EDITORS),
    Row("lifecycle:checked", WRITERS, own_module, there=EDITORS, methods=("post",)),
    Row("lifecycle:retire", ENDERS, own_module, there=EDITORS),
    Row("lifecycle:undo", ENDERS, own_module, there=EDITORS, methods=("post",)),
)
