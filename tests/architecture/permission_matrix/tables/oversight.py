"""Rows of courses.oversight: the matrix of one's own municipality, and what stands beside it."""

from typing import Any

from courses.assignments.models import Period
from courses.oversight import services
from courses.oversight.wishes import Wish
from tests.architecture.permission_matrix.actors import (
    HR,
    HR_STAFF,
    NOBODY,
    Actor,
    Place,
    World,
)
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.assignments import an_obligation
from tests.architecture.permission_matrix.tables.enrolment import APPROVED, a_request
from tests.architecture.permission_matrix.tables.people import town


def everybody_late(world: World, place: Place) -> dict[str, Any]:
    """Ask for all turns of an obligation whose day has passed."""
    obligation = an_obligation(world, place)["pk"]
    Period.objects.filter(obligation=obligation).update(due_on="2026-01-02")
    return {"wer": "alle"}


def a_view(world: World, place: Place) -> dict[str, Any]:
    """Return a view that human resources have kept."""
    view = services.save_view(
        municipality=place.municipality,
        name=f"Ansicht {place.municipality.pk}",
        wish=Wish(),
        is_shared=False,
        owner=world.users[Actor.HR] if place is world.here else place.user,
    )
    return {"key": view.pk}


POST = ("post",)
SUPERIORS = frozenset({Actor.SUPERIOR})
ROWS = (
    Row("oversight:matrix", HR_STAFF, query=town),
    Row("oversight:matrix_csv", HR_STAFF, query=town),
    Row("oversight:matrix_xlsx", HR_STAFF, query=town),
    Row("oversight:matrix_pdf", HR_STAFF, query=town),
    Row("oversight:departments", HR_STAFF, query=town),
    Row("oversight:save_view", HR_STAFF, query=town, methods=POST),
    Row("oversight:remove_view", HR, a_view, methods=POST),
    Row("oversight:team", SUPERIORS),
    # A head without the task of an approver finds no request here.
    Row("oversight:decide", NOBODY, a_request, methods=POST, data=lambda *_: APPROVED),
    Row("oversight:late", HR_STAFF, query=town),
    Row("oversight:ladder", HR, methods=("get", "post"), query=town),
    Row("oversight:remind", HR, query=town, methods=POST, data=everybody_late),
)
