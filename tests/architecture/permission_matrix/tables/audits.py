"""Rows of courses.audits: packages of one's own municipality; anybody checks one."""

from typing import Any

from campus.kit import dates
from courses.audits import services
from courses.audits.models import Package
from courses.audits.questions import Question
from tests.architecture.permission_matrix.actors import EVERYBODY, HR, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.assignments import a_turn
from tests.architecture.permission_matrix.tables.people import town


def asked(world: World, place: Place) -> Package:
    """Return a package of the place that was asked for."""
    turn = a_turn(world, place)
    question = Question(dates.today(), people=(turn["key"],), obligations=(turn["pk"],))
    return services.request_package(
        municipality=place.municipality, question=question, by=place.user
    )[0]


def a_package(world: World, place: Place) -> dict[str, Any]:
    """Return one that is not made yet: a package names the hour at which it was asked for."""
    return {"reference": asked(world, place).reference}


def a_made_package(world: World, place: Place) -> dict[str, Any]:
    """Return one that can be downloaded."""
    package = asked(world, place)
    services.make_package(reference=package.reference)
    return {"reference": package.reference}


def a_question(world: World, place: Place) -> dict[str, Any]:
    """Fill in a day on which nothing ran: each package has another address."""
    return {"day": "2001-02-03"}


ROWS = (
    Row("audits:list", HR, query=town),
    Row("audits:create", HR, query=town),
    Row("audits:create", HR, query=town, methods=("post",), data=a_question),
    Row("audits:detail", HR, a_package),
    Row("audits:progress", HR, a_package),
    Row("audits:download", HR, a_made_package),
    Row("audits:check", EVERYBODY, methods=("get", "post")),
)
