"""Rows of courses.oversight: the matrix of one's own municipality, and what stands beside it."""

from typing import Any

from campus.kit import dates
from courses.assignments.models import Period
from courses.bundles.models import Bundle
from courses.oversight import services
from courses.oversight.models import Handed
from courses.oversight.wishes import Wish
from members.second_person.models import Proposal
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
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory


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


def handed_on(world: World, place: Place) -> dict[str, Any]:
    """Let heads assign an obligation to somebody of the place, and return what they choose."""
    duty = ObligationFactory(municipality=place.municipality, course=None, title="Leiterprüfung")
    duty.people.add(place.employ(UserFactory()))
    Handed.objects.create(obligation=duty)
    return {"obligation": duty.pk, "people": [place.employment.pk]}


def a_bundle_of_a_head(world: World, place: Place) -> dict[str, Any]:
    """Return what the head of a place has just assigned."""
    head = world.users[Actor.SUPERIOR] if place is world.here else place.user
    return {
        "reference": Bundle.objects.create(
            municipality=place.municipality,
            created_by=head,
            state=Bundle.State.DONE,
            finished_at=dates.now(),
        ).reference
    }


def a_proposal_of_a_head(world: World, place: Place) -> dict[str, Any]:
    """Let the head of a place propose an obligation for somebody."""
    head = world.users[Actor.SUPERIOR] if place is world.here else place.user
    proposal = Proposal.objects.create(
        municipality=place.municipality,
        kind="team",
        title="Leiterprüfung",
        people=1,
        payload=handed_on(world, place),
        proposed_by=head,
    )
    return {"reference": proposal.reference}


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
    Row("oversight:hand_on", SUPERIORS),
    Row("oversight:hand_on", SUPERIORS, methods=POST, data=handed_on),
    Row("oversight:undo_handing", SUPERIORS, a_bundle_of_a_head, methods=POST),
    Row("oversight:withdraw_handing", SUPERIORS, a_proposal_of_a_head, methods=POST),
    Row("oversight:handing_proposed", HR, a_proposal_of_a_head, answer=frozenset({200, 409})),
    Row("oversight:handed", HR, query=town),
    Row("oversight:handed", HR, query=town, methods=POST),
    Row("oversight:late", HR_STAFF, query=town),
    Row("oversight:ladder", HR, methods=("get", "post"), query=town),
    Row("oversight:remind", HR, query=town, methods=POST, data=everybody_late),
)
