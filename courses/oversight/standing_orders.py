"""What was agreed for overdue obligations, in words, and who leads which department."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.oversight.models import Ladder
from members.people import selectors as people
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality


def ladder_of(municipality: "Municipality") -> Ladder | None:
    """Return what was agreed, None where nothing was."""
    return Ladder.objects.filter(municipality=municipality).first()


def ladder_in_words(municipality: "Municipality") -> list[str]:
    """Return every step from the first reminder on, in order."""
    found = ladder_of(municipality)
    steps = [_("The day after the deadline: the person itself is reminded.")]
    if found is not None and found.superior_after is not None:
        said = ngettext(
            "After %(n)d working day: the head of the department is told.",
            "After %(n)d working days: the head of the department is told.",
            found.superior_after,
        )
        steps.append(said % {"n": found.superior_after})
    if found is not None and found.personnel_after is not None:
        said = ngettext(
            "After %(n)d working day: human resources are told.",
            "After %(n)d working days: human resources are told.",
            found.personnel_after,
        )
        steps.append(said % {"n": found.personnel_after})
    return steps


def parents_in(municipality: "Municipality") -> dict[int, int | None]:
    """Return the department above each department."""
    return {one.pk: one.parent_id for one in people.departments_of(municipality)}


def heads_above(municipality: "Municipality") -> "dict[int, list[User]]":
    """Return for each department who leads it, or the nearest department above that has a head."""
    own: dict[int, list[User]] = {}
    grants = roles.grants_in_force().filter(
        role=Role.SUPERIOR, department__municipality=municipality, user__is_active=True
    )
    for grant in grants.select_related("user"):
        if grant.department_id is not None:
            own.setdefault(grant.department_id, []).append(grant.user)
    parents = parents_in(municipality)
    found: dict[int, list[User]] = {}
    for key in parents:
        place: int | None = key
        while place is not None and place not in own:
            place = parents.get(place)
        if place is not None:
            found[key] = own[place]
    return found
