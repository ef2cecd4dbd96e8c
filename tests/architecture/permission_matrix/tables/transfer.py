"""Rows of courses.transfer: showing one's own proofs, and deciding on those of the staff."""

from typing import Any

from campus.kit import dates
from courses.transfer.models import Presentation
from tests.architecture.permission_matrix.actors import HR, TOWN_HALL, A, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.people import town
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.people import EmploymentFactory


def a_proof(world: World, place: Place) -> dict[str, Any]:
    """Let the place's learner show first aid, proven in another town, that the place asks for."""
    first_aid = {"course": None, "title": "Erste Hilfe"}
    before = EmploymentFactory(person=place.person)
    proof = PeriodFactory(
        obligation=ObligationFactory(municipality=before.municipality, **first_aid),
        employment=before,
        fulfilled_on=dates.today(),
    )
    asked = ObligationFactory(municipality=place.municipality, **first_aid)
    PeriodFactory(obligation=asked, employment=place.employment)
    shown = Presentation.objects.create(
        person=place.person,
        municipality=place.municipality,
        turn=proof,
        title="Erste Hilfe",
        completed_on=dates.today(),
    )
    return {"pk": shown.pk}


def a_reason(world: World, place: Place) -> dict[str, Any]:
    """Say why."""
    return {"reason": "Andere Fassung"}


ROWS = (
    Row("course_transfer:own", TOWN_HALL, methods=("get", "post")),
    Row(
        "course_transfer:withdraw",
        frozenset({A.LEARNER}),
        a_proof,
        there=frozenset(),
        methods=("post",),
    ),
    Row("course_transfer:waiting", HR),
    Row("course_transfer:waiting", HR, query=town),
    Row("course_transfer:recognise", HR, a_proof, methods=("post",)),
    Row("course_transfer:refuse", HR, a_proof, methods=("get", "post"), data=a_reason),
)
