"""Rows of courses.onboarding: only who sets the obligations of the whole municipality."""

from typing import Any

from campus.kit import dates
from courses.assignments.models import Obligation
from courses.onboarding.models import Version
from members.people.models import Employment
from members.second_person.models import Proposal
from tests.architecture.permission_matrix.actors import HR, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.assignments import a_turn
from tests.architecture.permission_matrix.tables.people import town
from tests.factories.accounts import UserFactory
from tests.factories.onboarding import entered, saved_plan
from tests.factories.people import EmploymentFactory

REFERENCE = "6f1c2a4e-0000-4000-8000-0000000e1257"


def a_plan(world: World, place: Place) -> dict[str, Any]:
    """Return a plan with somebody in it who has a turn of it."""
    turn = a_turn(world, place)
    obligation = Obligation.objects.get(pk=turn["pk"])
    version = saved_plan(place.municipality, obligation=obligation, by=place.user)
    version.plan.reference = REFERENCE
    version.plan.save()
    entered(version, Employment.objects.get(pk=turn["key"]))
    return {"reference": version.plan.reference}


def a_member(world: World, place: Place) -> dict[str, Any]:
    """Return a plan and somebody who is in it."""
    found = a_plan(world, place)
    job = EmploymentFactory(municipality=place.municipality, department=place.department)
    entered(Version.objects.get(plan__reference=found["reference"]), job)
    return {**found, "key": job.pk}


def what_is_filled_in(world: World, place: Place) -> dict[str, Any]:
    """Fill in the form for everybody who begins."""
    return {
        "name": "Neu bei uns",
        "legal_basis": "Einarbeitung",
        "entered_from": str(dates.today()),
        "proofs": "Erste Hilfe",
    }


def a_proposal(world: World, place: Place) -> dict[str, Any]:
    """Propose what the form says; of another place nobody here hears."""
    values = what_is_filled_in(world, place)
    proposal = Proposal.objects.create(
        municipality=place.municipality,
        kind="onboarding",
        title="Einstiegsplan",
        people=2,
        payload={name: [value] for name, value in values.items()},
        proposed_by=UserFactory(),
    )
    return {"reference": proposal.reference}


def a_pause(world: World, place: Place) -> dict[str, Any]:
    """Ask for a pause."""
    return {"do": "pause"}


BOTH = ("get", "post")
ROWS = (
    Row("course_onboarding:list", HR, query=town),
    Row("course_onboarding:create", HR, query=town),
    Row("course_onboarding:create", HR, query=town, methods=("post",), data=what_is_filled_in),
    Row("course_onboarding:proposed", HR, a_proposal, answer=frozenset({200, 409})),
    Row("course_onboarding:detail", HR, a_plan),
    Row("course_onboarding:change", HR, a_plan, methods=BOTH, data=what_is_filled_in),
    Row("course_onboarding:state", HR, a_plan, methods=("post",), data=a_pause),
    Row("course_onboarding:undo", HR, a_plan, methods=("post",)),
    Row("course_onboarding:member", HR, a_member, methods=BOTH),
)
