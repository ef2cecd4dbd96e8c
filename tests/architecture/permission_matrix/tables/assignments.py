"""Rows of courses.assignments: obligations of one's own municipality."""

import datetime as dt
from typing import Any

from campus.kit import dates
from courses.assignments import services
from tests.architecture.permission_matrix.actors import HR, HR_STAFF, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.people import town
from tests.factories.enrolment import OfferFactory


def an_obligation(world: World, place: Place) -> dict[str, Any]:
    """Return an obligation of the place's municipality."""
    obligation = services.assign(
        municipality=place.municipality,
        course=OfferFactory().course,
        departments=[place.department],
        due_on=dates.today() + dt.timedelta(days=30),
        legal_basis="§ 12 ArbSchG",
        by=place.user,
    )
    return {"pk": obligation.pk}


ROWS = (
    Row("assignments:dashboard", HR_STAFF),
    Row("assignments:dashboard", HR_STAFF, query=town),
    Row("assignments:create", HR, query=town, methods=("get", "post")),
    Row("assignments:detail", HR_STAFF, an_obligation),
    Row("assignments:remind", HR, an_obligation, methods=("post",)),
    Row("assignments:widen", HR, an_obligation, methods=("get", "post")),
    Row("assignments:end", HR, an_obligation, methods=("get", "post")),
    Row("assignments:matrix", HR_STAFF, query=town),
    Row("assignments:matrix_csv", HR_STAFF, query=town),
)
