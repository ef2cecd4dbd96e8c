"""How far each department is: what of its obligations is valid and what is late, on a day."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, QuerySet

from campus.kit import dates
from courses.assignments import selectors as assignments
from courses.assignments.states import LATE, VALID
from courses.oversight.selectors import Column, Unit, below, is_one_of
from members.people import selectors as people

__all__ = ["Branch", "Sum", "below", "branches", "sums"]

if TYPE_CHECKING:
    from members.people.models import Employment


@dataclass(frozen=True, slots=True)
class Sum:
    """How many people there are, and how their obligations stand: n of m valid, so many late."""

    people: int = 0
    asked: int = 0
    valid: int = 0
    late: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(
            self.people + other.people,
            self.asked + other.asked,
            self.valid + other.valid,
            self.late + other.late,
        )


def sums(
    staff: "QuerySet[Employment]", chosen: Collection[Column], day: dt.date
) -> dict[int | None, Sum]:
    """Return the sum of each department's own people; None stands for those without one.

    Of an earlier day the departments are those of that day.
    """
    if day < dates.today():
        return _sums_then(staff, chosen, day)
    people_in = staff.order_by().values_list("department").annotate(Count("pk"))
    found = {key: Sum(people=count) for key, count in people_in}
    for key, asked, valid, late in _counted(staff, chosen, day, "employment__department"):
        found[key] = found.get(key, Sum()) + Sum(0, asked, valid, late)
    return found


def _counted(
    staff: "QuerySet[Employment]", chosen: Collection[Column], day: dt.date, by: str
) -> QuerySet[Any, Any]:
    turns = assignments.turns_on(day).filter(
        obligation_id__in=[one.pk for one in chosen], employment__in=staff.order_by().values("pk")
    )
    return (
        turns.order_by()
        .values_list(by)
        .annotate(
            Count("pk"),
            valid=Count("pk", filter=is_one_of(VALID)),
            late=Count("pk", filter=is_one_of(LATE)),
        )
    )


def _sums_then(
    staff: "QuerySet[Employment]", chosen: Collection[Column], day: dt.date
) -> dict[int | None, Sum]:
    """Return the sums of an earlier day: counted by person, since many worked elsewhere then."""
    place: dict[int, int | None] = dict(staff.order_by().values_list("pk", "department_id"))
    for key, former in people.former_places(list(place), day).items():
        place[key] = former.department_id
    found: dict[int | None, Sum] = {}
    for department in place.values():
        found[department] = found.get(department, Sum()) + Sum(people=1)
    for job, asked, valid, late in _counted(staff, chosen, day, "employment"):
        found[place[job]] += Sum(0, asked, valid, late)
    return found


@dataclass(frozen=True, slots=True)
class Branch:
    """A department with everything below it."""

    pk: int
    name: str
    depth: int
    total: Sum

    @property
    def level(self) -> int:
        """Return the level in the tree, counted from one."""
        return self.depth + 1


def branches(units: Iterable[Unit], own: dict[int | None, Sum]) -> Iterator[Branch]:
    """Yield departments in the order of the tree, each with the sum of all below it.

    A department whose superior one is not among them stands at the top.
    """
    known = {one.pk: one for one in units}
    children: dict[int | None, list[Unit]] = {}
    for one in known.values():
        parent = one.parent_id if one.parent_id in known else None
        children.setdefault(parent, []).append(one)

    def walk(key: int | None, depth: int) -> Iterator[Branch]:
        for one in children.get(key, []):
            inner = list(walk(one.pk, depth + 1))
            total = own.get(one.pk, Sum())
            for branch in inner:
                total += branch.total if branch.depth == depth + 1 else Sum()
            yield Branch(one.pk, one.name, depth, total)
            yield from inner

    return walk(None, 0)
