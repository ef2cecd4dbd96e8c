"""Obligations that a second person releases: what was filled in is kept and worked out anew."""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from campus.kit import dates
from campus.kit.errors import DomainError
from courses.assignments import audiences, neighbours, planning, services
from courses.assignments.errors import AlreadyObligatory, NobodyConcerned
from courses.assignments.forms import ObligationForm
from courses.enrolment import selectors as enrolments
from members.second_person import selectors as second_person
from members.second_person import services as second_person_services
from members.second_person.errors import Outdated

if TYPE_CHECKING:
    from courses.assignments.models import Obligation
    from courses.assignments.neighbours import Origin
    from courses.assignments.planning import Concerned
    from members.accounts.models import User
    from members.second_person.models import Proposal

KIND = "obligation"
# Of what the obligation was made, beside the fields of the form.
ORIGIN = "vorlage"


@dataclass(frozen=True, slots=True)
class Planned:
    """An obligation as it would be written today, and whom it would concern."""

    obligation: "Obligation"
    concerned: "list[Concerned]"
    stamp: str


def planned(form: ObligationForm, by: "User") -> Planned:
    """Work out what the form would do; nothing is written.

    Raises AlreadyObligatory, NobodyConcerned, or what the terms contradict.
    """
    details = form.details
    chosen = audiences.audience(
        form.municipality,
        departments=details.pop("departments"),
        positions=details["positions"],
        groups=details.pop("groups"),
        people_ids=[job.pk for job in details.pop("people")],
    )
    draft = services.draft(municipality=form.municipality, by=by, **details)
    if planning.running_for(form.municipality, draft):
        raise AlreadyObligatory
    found = planning.concerned(draft, chosen=chosen, day=dates.today())
    if not found:
        raise NobodyConcerned
    return Planned(draft, found, _stamp(form, found))


def _stamp(form: ObligationForm, found: "list[Concerned]") -> str:
    """Return what changes as soon as anything that the preview shows does.

    The days of a deadline that begins with the assignment move on until it is released.
    """
    people = sorted((one.employment.pk, str(one.standing)) for one in found)
    filled = sorted((name, _plain(value)) for name, value in form.details.items())
    return hashlib.sha256(repr((people, filled)).encode()).hexdigest()


def _plain(value: Any) -> str:
    """Return what was chosen without its order and without the names that may be changed."""
    if hasattr(value, "pk"):
        return str(value.pk)
    if isinstance(value, list | tuple | QuerySet):
        return ",".join(sorted(_plain(one) for one in value))
    return str(value)


def needs_two(form: ObligationForm, plan: Planned) -> bool:
    """Tell whether a second person releases it."""
    return second_person.is_needed(form.municipality, len(plan.concerned))


def propose(form: ObligationForm, plan: Planned, origin_key: str, by: "User") -> "Proposal":
    """Keep what was filled in and looked at until another one decides. Raises NobodyElse."""
    payload = _payload(form)
    if origin_key:
        payload[ORIGIN] = [origin_key]
    return second_person_services.propose(
        municipality=form.municipality,
        kind=KIND,
        title=_("Make obligatory: %(name)s") % {"name": plan.obligation.name},
        people=len(plan.concerned),
        payload=payload,
        stamp=plan.stamp,
        by=by,
    )


def _payload(form: ObligationForm) -> dict[str, list[str]]:
    data: Any = form.data
    return {name: data.getlist(name) for name in form.fields if name in data}


def form_of(proposal: "Proposal") -> ObligationForm:
    """Return the form as it was filled in. Raises Outdated where that cannot be chosen any more."""
    values = {name: some for name, some in proposal.payload.items() if name != ORIGIN}
    form = ObligationForm(
        MultiValueDict(values),
        municipality=proposal.municipality,
        courses=enrolments.bookable_courses(proposal.municipality),
    )
    if not form.is_valid():
        raise Outdated
    return form


def _origin_of(proposal: "Proposal") -> "Origin | None":
    """Return of what it is to be made. Raises Outdated where that cannot be taken any more."""
    key = _origin_key(proposal)
    if not key:
        return None
    proposer = proposal.proposed_by
    origin = proposer and neighbours.origin_of(proposer, proposal.municipality, key)
    if not origin:
        raise Outdated
    try:
        origin.check()
    except DomainError:
        raise Outdated from None
    return origin


def _origin_key(proposal: "Proposal") -> str:
    return "".join(proposal.payload.get(ORIGIN, []))


@transaction.atomic
def apply(proposal: "Proposal", by: "User") -> str:
    """Make obligatory what was proposed, if it is still that. Raises Outdated."""
    form, origin = form_of(proposal), _origin_of(proposal)
    try:
        if planned(form, by).stamp != proposal.stamp:
            raise Outdated
        obligation = assign(form, origin, by)
    except Outdated:
        raise
    except DomainError:
        raise Outdated from None
    return reverse("assignments:detail", args=[obligation.pk])


@transaction.atomic
def assign(form: ObligationForm, origin: "Origin | None", by: "User") -> "Obligation":
    """Write what was filled in, and tell where it was taken from."""
    obligation = services.assign(municipality=form.municipality, by=by, **form.details)
    if origin:
        origin.adopted(obligation, by)
    return obligation


def preview_of(proposal: "Proposal") -> str:
    """Return where exactly that is shown, person by person."""
    return reverse("assignments:proposed", args=[proposal.reference])


def again(proposal: "Proposal") -> str:
    """Return the form to which what was filled in may be sent once more."""
    query = {"kommune": proposal.municipality.slug}
    key = _origin_key(proposal)
    if key:
        query[ORIGIN] = key
    return f"{reverse('assignments:create')}?{urlencode(query)}"
