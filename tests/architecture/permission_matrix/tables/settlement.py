"""Rows of members.settlement: the office all, the management of a provider its own."""

from typing import Any

from members.settlement.models import Dispute
from tests.architecture.permission_matrix.actors import OFFICE, A, Place, World
from tests.architecture.permission_matrix.rows import Row, Values
from tests.architecture.permission_matrix.tables.cooperative import BOTH, POST
from tests.factories.settlement import issued

OWN = frozenset({A.PROVIDER_OWNER})


def a_statement(world: World, place: Place) -> dict[str, Any]:
    """Return a statement of the place's provider."""
    return {"number": issued(place.provider, town=place.municipality).number}


def disputed(world: World, place: Place) -> dict[str, Any]:
    """Return a statement to which the provider objects."""
    statement = issued(place.provider, town=place.municipality)
    Dispute.objects.create(statement=statement, reason="Eine Buchung fehlt.")
    return {"number": statement.number}


def as_csv(values: Values) -> Values:
    """Ask for the file."""
    return lambda world, place: {**values(world, place), "kind": "csv"}


def its_provider(world: World, place: Place) -> dict[str, Any]:
    """Return the place's provider."""
    return {"provider": place.provider.slug}


ROWS = (
    Row("settlement:statements", OWN),
    Row("settlement:statement", OWN, a_statement, methods=BOTH),
    Row("settlement:statement_file", OWN, as_csv(a_statement)),
    Row("settlement:office", OFFICE),
    Row("settlement:office_provider", OFFICE, its_provider),
    Row("settlement:agree", OFFICE, its_provider, methods=BOTH),
    Row("settlement:issue", OFFICE, its_provider, methods=POST),
    Row("settlement:office_statement", OFFICE, a_statement),
    Row("settlement:office_file", OFFICE, as_csv(a_statement)),
    Row("settlement:take_back", OFFICE, a_statement, methods=BOTH),
    Row("settlement:answer", OFFICE, disputed, methods=POST),
)
