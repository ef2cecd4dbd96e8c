"""Rows of members.people."""

from typing import Any

from members.people import services
from members.people.models import Invitation
from members.roles.catalogue import Role
from members.roles.services import grant
from members.second_person.models import Proposal
from tests.architecture.permission_matrix.actors import (
    EVERYBODY,
    HR,
    HR_STAFF,
    OFFICE,
    SIGNED_IN,
    A,
    Place,
    World,
)
from tests.architecture.permission_matrix.rows import Row
from tests.factories.accounts import UserFactory
from tests.factories.people import (
    DepartmentFactory,
    EmploymentFactory,
    FurtherPostFactory,
    PersonFactory,
)

MAY_GRANT = OFFICE | {A.PROVIDER_OWNER, A.SUPERUSER}


def town(world: World, place: Place) -> dict[str, Any]:
    """Name the municipality of the page."""
    return {"kommune": place.municipality.slug}


def a_job(world: World, place: Place) -> dict[str, Any]:
    """Return the job of somebody who has not signed in yet."""
    job = EmploymentFactory(
        person=PersonFactory(user=None, email="neu@stadt.example"),
        municipality=place.municipality,
        department=place.department,
    )
    return {"key": job.pk}


def a_further_post(world: World, place: Place) -> dict[str, Any]:
    """Return somebody's further post in the place's department, the main place being there, too."""
    job = EmploymentFactory(municipality=place.municipality, department=place.department)
    below = DepartmentFactory(municipality=place.municipality, parent=place.department)
    return {"key": job.pk, "post": FurtherPostFactory(employment=job, department=below).pk}


def a_department(world: World, place: Place) -> dict[str, Any]:
    """Return the place's department."""
    return {"key": place.department.pk}


def a_list(world: World, place: Place) -> dict[str, Any]:
    """Propose newcomers; who has proposed them has left since, so the list leads back."""
    return _proposed(place, "several_people", {"lines": ["Anna;Neu;;"], "valid_from": [""]})


def some_letters(world: World, place: Place) -> dict[str, Any]:
    """Propose a letter to somebody."""
    return _proposed(place, "access_letters", {"job": [str(a_job(world, place)["key"])]})


def _proposed(place: Place, kind: str, payload: dict[str, Any]) -> dict[str, Any]:
    proposal = Proposal.objects.create(
        municipality=place.municipality,
        kind=kind,
        title="Vorschlag",
        people=1,
        payload=payload,
        proposed_by=UserFactory(),
    )
    return {"reference": proposal.reference}


def a_head(world: World, place: Place) -> dict[str, Any]:
    """Let somebody lead the place's department."""
    given = grant(user=UserFactory(), role=Role.SUPERIOR, department=place.department)
    return {"key": place.department.pk, "grant": given.pk}


def an_authors_role(world: World, place: Place) -> dict[str, Any]:
    """Let somebody write for the place's provider."""
    given = grant(user=UserFactory(), role=Role.AUTHOR, provider=place.provider)
    return {"key": given.pk}


def an_invitation(world: World, place: Place) -> dict[str, Any]:
    """Invite somebody; whoever holds the link may use it."""
    job = EmploymentFactory(
        person=PersonFactory(user=None, email="neu@stadt.example"),
        municipality=place.municipality,
        department=place.department,
    )
    issued = services.invite(
        employment=job, invited_by=place.user, channel=Invitation.Channel.LETTER
    )
    return {"secret": issued.code}


def by_letter(world: World, place: Place) -> dict[str, Any]:
    """Ask for a letter."""
    return {"channel": Invitation.Channel.LETTER}


def a_colleague(world: World, place: Place) -> dict[str, Any]:
    """Return the job of somebody who can sign in."""
    return {"key": place.employ(UserFactory()).pk}


def an_approvers_task(world: World, place: Place) -> dict[str, Any]:
    """Return a colleague's task to approve requests."""
    job = place.employ(UserFactory())
    where = {"municipality": place.municipality, "department": place.department}
    given = grant(user=job.person.user, role=Role.APPROVER, **where)
    return {"key": job.pk, "grant": given.pk}


ROWS = (
    Row("people:account", SIGNED_IN),
    Row("people:access_code", EVERYBODY),
    Row("people:accept_invitation", EVERYBODY, an_invitation, there=EVERYBODY),
    Row("people:join", SIGNED_IN, an_invitation, there=SIGNED_IN, methods=("get", "post")),
    Row("people:list", HR_STAFF),
    Row("people:list", HR_STAFF, query=town),
    Row("people:list_csv", HR_STAFF, query=town),
    Row("people:list_xlsx", HR_STAFF, query=town),
    Row("people:invite", HR_STAFF, query=town, methods=("get", "post")),
    Row("people:several", HR_STAFF, query=town, methods=("get", "post")),
    Row("people:several_proposed", HR, a_list, answer=frozenset({302})),
    Row("people:letters_proposed", HR, some_letters),
    Row("people:letters_proposed", HR, some_letters, methods=("post",), answer=frozenset({409})),
    Row("people:letters", HR_STAFF, query=town, methods=("post",)),
    Row("people:departments", HR, query=town),
    Row("people:department_add", HR, query=town, methods=("get", "post")),
    Row("people:department", HR, a_department, methods=("get", "post")),
    Row("people:department_head", HR, a_department, methods=("post",)),
    Row("people:department_head_end", HR, a_head, methods=("post",)),
    Row("people:department_remove", HR, a_department, methods=("get", "post")),
    Row("people:detail", HR_STAFF, a_job),
    Row("people:change", HR_STAFF, a_job, methods=("get", "post")),
    Row("people:post_add", HR_STAFF, a_job, methods=("get", "post")),
    Row("people:post", HR_STAFF, a_further_post, methods=("get", "post")),
    Row("people:post_main", HR_STAFF, a_further_post, methods=("get", "post")),
    Row("people:end", HR, a_job, methods=("get", "post")),
    Row("people:reinvite", HR_STAFF, a_job, methods=("post",), data=by_letter),
    Row("people:revoke_invitation", HR_STAFF, a_job, methods=("post",)),
    Row("people:give_task", HR, a_colleague, methods=("get", "post")),
    Row("people:take_task", HR, an_approvers_task, methods=("post",)),
    Row("people:access", MAY_GRANT),
    Row("people:grant", MAY_GRANT, methods=("get", "post")),
    Row("people:revoke", MAY_GRANT, an_authors_role, methods=("get", "post")),
)
