"""Moving a department with everybody below it to another place in the tree."""

import hashlib
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from campus.kit import dates
from members.people import services
from members.people.models import Department, Employment
from members.people.places import in_departments
from members.people.selectors import department_tree_ids
from members.second_person import selectors
from members.second_person import services as second_person
from members.second_person.errors import Outdated

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.second_person.models import Proposal

KIND = "department_move"


def people_below(department: Department) -> list[int]:
    """Return the keys of the jobs in the department and all below it today."""
    rows = Employment.objects.not_over_on(dates.today()).filter(
        in_departments(department_tree_ids(department))
    )
    return sorted(rows.values_list("pk", flat=True))


def needs_two(department: Department, parent: Department | None) -> bool:
    """Tell whether a second person releases it: a new name moves nobody."""
    if department.parent_id == (parent.pk if parent else None):
        return False
    return selectors.is_needed(department.municipality, len(people_below(department)))


def propose(department: Department, values: dict[str, Any], by: "User") -> "Proposal":
    """Keep the move until another one decides. Raises NobodyElse."""
    parent = values["parent"]
    title = _("Move %(department)s below %(parent)s") % {
        "department": department.name,
        "parent": parent.name if parent else _("the top level"),
    }
    return second_person.propose(
        municipality=department.municipality,
        kind=KIND,
        title=title,
        people=len(people_below(department)),
        payload={
            "department": department.pk,
            "name": values["name"],
            "parent": parent.pk if parent else None,
            "cost_centre": values["cost_centre"],
        },
        stamp=_stamp(department, parent),
        by=by,
    )


def apply(proposal: "Proposal", by: "User") -> str:
    """Move the department, if it and everybody below are where they were. Raises Outdated."""
    asked = proposal.payload
    rows = Department.objects.filter(municipality=proposal.municipality).select_related("parent")
    found = rows.in_bulk([key for key in (asked["department"], asked["parent"]) if key])
    department, parent = found.get(asked["department"]), found.get(asked["parent"])
    if department is None or (asked["parent"] and parent is None):
        raise Outdated
    if _stamp(department, parent) != proposal.stamp:
        raise Outdated
    services.change_department(
        department=department, name=asked["name"], parent=parent, cost_centre=asked["cost_centre"]
    )
    return f"{reverse('people:departments')}?kommune={proposal.municipality.slug}"


def preview_of(proposal: "Proposal") -> str:
    """Return where the department and its place stand today."""
    return f"{reverse('people:departments')}?kommune={proposal.municipality.slug}"


def _stamp(department: Department, parent: Department | None) -> str:
    """Return what ties the release to the department, its new place, and everybody below."""
    below = people_below(department)
    said = (department.pk, department.name, department.parent_id, department.cost_centre, below)
    place = (parent.pk, parent.name, parent.parent_id) if parent else None
    return hashlib.sha256(repr((said, place)).encode()).hexdigest()
