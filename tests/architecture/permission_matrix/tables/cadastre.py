"""Rows of courses.cadastre: the office keeps it, human resources adopt for their own town."""

from typing import Any

from tests.architecture.permission_matrix.actors import HR, OFFICE, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.cooperative import BOTH, POST
from tests.architecture.permission_matrix.tables.people import town
from tests.factories.cadastre import adopted, drafted, published


def an_entry(world: World, place: Place) -> dict[str, Any]:
    """Return an entry; it belongs to everybody."""
    return {"pk": published().entry_id}


def a_draft(world: World, place: Place) -> dict[str, Any]:
    """Return an entry that is being written."""
    return {"pk": drafted().entry_id}


def an_adoption(world: World, place: Place) -> dict[str, Any]:
    """Return what the place has made of an entry."""
    return {"pk": adopted(published(), place.municipality, place.user).pk}


ROWS = (
    Row("cadastre:list", HR, query=town),
    Row("cadastre:entry", HR, an_entry, query=town),
    Row("cadastre:decide", HR, an_adoption, methods=POST),
    Row("cadastre:office", OFFICE),
    Row("cadastre:create", OFFICE, methods=BOTH),
    Row("cadastre:office_entry", OFFICE, an_entry),
    Row("cadastre:edit", OFFICE, a_draft, methods=BOTH),
    Row("cadastre:discard", OFFICE, a_draft, methods=BOTH),
    Row("cadastre:publish", OFFICE, a_draft, methods=("get",)),
    Row("cadastre:publish", OFFICE, a_draft, methods=POST),
)
