"""Adding several people: proposed with the list as it was looked at."""

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from members.people import rules, services
from members.people.forms.staff import SeveralForm
from members.second_person import services as second_person
from members.second_person.errors import Outdated

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.second_person.models import Proposal

KIND = "several_people"


def checked(
    form: SeveralForm, municipality: "Municipality", user: "User"
) -> list[services.CheckedRow]:
    """Return every row with what is wrong with it, for departments in which the user places."""
    return services.check_rows(
        rows=form.rows,
        municipality=municipality,
        departments=list(rules.manageable_departments(user, municipality)),
        department_needed=not rules.may_manage_municipality(user, municipality),
    )


def stamp_of(form: SeveralForm, rows: Sequence[services.CheckedRow]) -> str:
    """Return what ties a confirmation to the rows that were seen, and to their departments."""
    said = [str(form.cleaned_data["valid_from"])]
    for entry in rows:
        one = entry.row
        place = entry.department.pk if entry.department else ""
        said.append(f"{one.first_name};{one.last_name};{one.email};{place};{len(entry.faults)}")
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def propose(
    form: SeveralForm, rows: Sequence[services.CheckedRow], place: "Municipality", by: "User"
) -> "Proposal":
    """Keep the list until another one decides. Raises NobodyElse."""
    data: Any = form.data
    return second_person.propose(
        municipality=place,
        kind=KIND,
        title=_("Add several people"),
        people=len(rows),
        payload={name: data.getlist(name) for name in form.fields},
        stamp=stamp_of(form, rows),
        by=by,
    )


def form_of(proposal: "Proposal") -> tuple[SeveralForm, list[services.CheckedRow]]:
    """Return the form as it was filled in, and its rows as they are today. Raises Outdated."""
    values = {name: (some or [""])[0] for name, some in proposal.payload.items()}
    form = SeveralForm(values)
    if proposal.proposed_by is None or not form.is_valid():
        raise Outdated
    rows = checked(form, proposal.municipality, proposal.proposed_by)
    if stamp_of(form, rows) != proposal.stamp:
        raise Outdated
    return form, rows


def apply(proposal: "Proposal", by: "User") -> str:
    """Add and invite everybody on the list, if it is still that. Raises Outdated."""
    form, rows = form_of(proposal)
    services.add_several(
        checked=rows,
        municipality=proposal.municipality,
        valid_from=form.cleaned_data["valid_from"],
        added_by=proposal.proposed_by or by,
    )
    return f"{reverse('people:list')}?kommune={proposal.municipality.slug}"


def preview_of(proposal: "Proposal") -> str:
    """Return where the list is shown row by row."""
    return reverse("people:several_proposed", args=[proposal.reference])


def again(proposal: "Proposal") -> str:
    """Return the form to which the list may be sent once more."""
    return f"{reverse('people:several')}?kommune={proposal.municipality.slug}"
