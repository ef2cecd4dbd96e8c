"""Rows of courses.assignments: obligations of one's own municipality."""

import datetime as dt
from typing import Any

from campus.kit import dates
from courses.assignments import services
from courses.assignments.models import Period
from members.second_person.models import Proposal
from tests.architecture.permission_matrix.actors import HR, HR_STAFF, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.people import town
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import OfferFactory
from tests.factories.pathways import PNG
from tests.factories.people import EmploymentFactory


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


def a_proposal(world: World, place: Place) -> dict[str, Any]:
    """Let somebody propose an obligation for all staff."""
    values = {
        "title": "Erste Hilfe",
        "legal_basis": "§ 26 DGUV Vorschrift 1",
        "due_start": "assignment",
        "due_amount": "30",
    }
    proposal = Proposal.objects.create(
        municipality=place.municipality,
        kind="obligation",
        title="Erste Hilfe",
        people=2,
        payload={name: [value] for name, value in values.items()},
        proposed_by=UserFactory(),
    )
    return {"reference": proposal.reference}


def a_turn(world: World, place: Place) -> dict[str, Any]:
    """Return somebody's turn in an obligation of the place."""
    found = an_obligation(world, place)
    period = Period.objects.filter(obligation=found["pk"]).earliest("pk")
    return {**found, "key": period.employment_id}


def a_document(world: World, place: Place) -> dict[str, Any]:
    """Return the document of a proof."""
    found = a_turn(world, place)
    period = Period.objects.get(obligation=found["pk"], employment=found["key"])
    services.record_proof(period=period, on=dates.today(), until=None, content=PNG, by=place.user)
    return {**found, "turn": period.pk}


def an_exemption(world: World, place: Place) -> dict[str, Any]:
    """Return an exemption of somebody in the place."""
    job = EmploymentFactory(municipality=place.municipality, department=place.department)
    found = services.exempt(employment=job, begins_on=dates.today(), ends_on=None, by=place.user)
    return {"key": found.pk}


def a_list(world: World, place: Place) -> dict[str, Any]:
    """Return a list of earlier proofs that waits for its confirmation."""
    content = b"Personalnummer;Pflicht;Absolviert am\n4711;Datenschutz;01.02.2025"
    found = services.upload(municipality=place.municipality, content=content, by=place.user)
    return {"key": found.pk}


BOTH = ("get", "post")
ROWS = (
    Row("assignments:dashboard", HR_STAFF),
    Row("assignments:dashboard", HR_STAFF, query=town),
    Row("assignments:proposed", HR, a_proposal, answer=frozenset({200, 409})),
    Row("assignments:create", HR, query=town, methods=("get", "post")),
    Row("assignments:detail", HR_STAFF, an_obligation),
    Row("assignments:remind", HR, an_obligation, methods=("post",)),
    Row("assignments:widen", HR, an_obligation, methods=("get", "post")),
    Row("assignments:accepted", HR, an_obligation, methods=("get", "post")),
    Row("assignments:end", HR, an_obligation, methods=("get", "post")),
    Row("assignments:person", HR_STAFF, a_turn),
    Row("assignments:record", HR, a_turn, methods=BOTH),
    Row("assignments:revoke", HR, a_turn, methods=BOTH),
    Row("assignments:allow", HR, a_turn, methods=BOTH),
    Row("assignments:document", HR, a_document),
    Row("assignments:exemptions", HR, query=town, methods=BOTH),
    Row("assignments:exemption_end", HR, an_exemption, methods=BOTH),
    Row("assignments:history_upload", HR, query=town, methods=BOTH),
    Row("assignments:history_sample", HR, query=town),
    Row("assignments:history", HR, a_list, methods=BOTH),
)
