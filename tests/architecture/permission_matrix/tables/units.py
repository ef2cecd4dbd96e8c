"""Rows of courses.units: human resources for their own town, the office for all."""

from typing import Any

from tests.architecture.permission_matrix.actors import HR, OFFICE, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.cooperative import BOTH, POST
from tests.architecture.permission_matrix.tables.people import town
from tests.factories.units import make_paper, make_unit, offered


def a_unit(world: World, place: Place) -> dict[str, Any]:
    """Publish a unit for the staff of the place."""
    return {"pk": make_unit(place.municipality, by=place.user).pk}


def an_offer(world: World, place: Place) -> dict[str, Any]:
    """Offer a unit of the place to all."""
    return {"pk": offered(make_unit(place.municipality, by=place.user)).pk}


def a_paper(world: World, place: Place) -> dict[str, Any]:
    """Keep a document of the place."""
    return {"pk": make_paper(place.municipality).pk}


ROWS = (
    Row("units:list", HR, query=town),
    Row("units:create", HR, query=town, methods=BOTH),
    Row("units:unit", HR, a_unit),
    Row("units:edit", HR, a_unit, methods=BOTH),
    Row("units:end", HR, a_unit, methods=BOTH),
    Row("units:offer", HR, a_unit, methods=BOTH),
    Row("units:withdraw", HR, an_offer, methods=POST),
    Row("units:paper", HR, a_paper),
    Row("units:donations", OFFICE),
    Row("units:donation", OFFICE, an_offer, methods=BOTH),
)
