"""Whom an obligation concerns: departments with those below, positions, single people, or all."""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from members.people import selectors as people

if TYPE_CHECKING:
    from courses.assignments.models import Obligation
    from members.organisations.models import Municipality
    from members.people.models import Department, Employment


def is_limited(obligation: "Obligation") -> bool:
    """Tell whether it concerns some of the staff only."""
    return bool(
        obligation.positions or obligation.departments.exists() or obligation.people.exists()
    )


def concerned_staff(obligation: "Obligation") -> "QuerySet[Employment]":
    """Return whom it concerns today."""
    return staff_in(
        obligation.municipality,
        departments=obligation.departments.all(),
        positions=obligation.positions,
        people_ids=list(obligation.people.values_list("pk", flat=True)),
    )


def staff_in(
    municipality: "Municipality",
    *,
    departments: "Iterable[Department]",
    positions: Collection[str],
    people_ids: Collection[int],
) -> "QuerySet[Employment]":
    """Return who is in any of the chosen sets today, or everybody if none is chosen."""
    staff = people.staff_of(municipality)
    ids = {pk for department in departments for pk in people.department_tree_ids(department)}
    if not (ids or positions or people_ids):
        return staff
    return staff.filter(Q(department_id__in=ids) | Q(position__in=positions) | Q(pk__in=people_ids))


def concerned(obligation: "Obligation") -> list["Employment"]:
    """Return the people concerned, with what is needed to write to them."""
    return list(concerned_staff(obligation).select_related("person__user"))


def positions_in(municipality: "Municipality") -> list[str]:
    """Return the positions of today's staff, each once, in the order of the alphabet."""
    rows = people.staff_of(municipality).exclude(position="").order_by("position")
    return list(rows.values_list("position", flat=True).distinct())


def named(staff: "QuerySet[Employment]", names: Sequence[str]) -> "list[Employment | str]":
    """Return whom each number, address or full name means, or a sentence why nobody."""
    known: dict[str, list[Employment]] = {}
    for job in staff.select_related("person"):
        for key in _keys(job):
            known.setdefault(key, []).append(job)
    return [_one(known.get(_plain(name), []), name) for name in names]


def _keys(job: "Employment") -> set[str]:
    keys = {_plain(job.personnel_number), _plain(job.person.email or ""), _plain(str(job.person))}
    return {key for key in keys if key}


def _plain(text: str) -> str:
    return " ".join(text.split()).lstrip("0").casefold()


def _one(found: "list[Employment]", name: str) -> "Employment | str":
    if len(found) == 1:
        return found[0]
    if found:
        sentence = _("Several people are called “%(who)s”. Use the personnel number.")
    else:
        sentence = _("Nobody here has this number, address or name: “%(who)s”.")
    return sentence % {"who": name}
