"""Rows of courses.bundles: only who sets the obligations of the whole municipality."""

from typing import Any

from courses.bundles.models import Bundle
from members.second_person.models import Proposal
from tests.architecture.permission_matrix.actors import HR, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.assignments import a_turn
from tests.architecture.permission_matrix.tables.people import town
from tests.factories.accounts import UserFactory


def a_bundle(world: World, place: Place) -> dict[str, Any]:
    """Return an assignment that has begun somebody's turn and can be undone."""
    turn = a_turn(world, place)
    bundle = Bundle.objects.create(
        reference="6f1c2a4e-0000-4000-8000-00000000b0d1",
        municipality=place.municipality,
        created_by=place.user,
        state=Bundle.State.UNDONE,
    )
    bundle.parts.create(
        obligation_id=turn["pk"], title="Erste Hilfe", is_new=True, kept=[turn["key"]]
    )
    return {"reference": bundle.reference}


def a_choice(world: World, place: Place) -> dict[str, Any]:
    """Fill in the form for everybody."""
    return {
        "proofs": "Erste Hilfe",
        "legal_basis": "§ 26 DGUV Vorschrift 1",
        "due_start": "assignment",
        "due_amount": "30",
    }


def a_refusal(world: World, place: Place) -> dict[str, Any]:
    """Refuse it with a reason."""
    return {"step": "refuse", "reason": "Bitte erst im Herbst"}


def a_proposal(world: World, place: Place) -> dict[str, Any]:
    """Propose what the form says; of another place nobody here hears."""
    values = a_choice(world, place)
    proposal = Proposal.objects.create(
        municipality=place.municipality,
        kind="bundle",
        title="Erste Hilfe",
        people=2,
        payload={name: [value] for name, value in values.items()},
        proposed_by=UserFactory(),
    )
    return {"reference": proposal.reference}


ROWS = (
    Row("course_bundles:list", HR, query=town),
    Row("course_bundles:create", HR, query=town),
    Row("course_bundles:create", HR, query=town, methods=("post",), data=a_choice),
    Row("course_bundles:proposed", HR, a_proposal, answer=frozenset({200, 409})),
    Row("second_person:index", HR),
    Row("second_person:index", HR, query=town, methods=("get", "post")),
    Row("second_person:detail", HR, a_proposal, methods=("get", "post"), data=a_refusal),
    Row("course_bundles:detail", HR, a_bundle),
    Row("course_bundles:progress", HR, a_bundle),
    Row("course_bundles:undo", HR, a_bundle, methods=("post",)),
    Row("course_bundles:tell", HR, a_bundle, methods=("post",)),
)
