"""How far each department is: what of its obligations is valid and what is late, on a day."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, QuerySet

from campus.kit import dates
from courses.assignments import selectors as assignments
from courses.assignments.states import LATE, VALID
from courses.oversight.selectors import Column, Unit, below, is_one_of, main_places_on
from members.people import selectors as people

__all__ = ["Besides", "Branch", "Sum", "below", "besides", "branches", "sums"]

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


@dataclass(frozen=True, slots=True)
class Besides:
    """Somebody with further posts: counted where the main place is, and in these departments."""

    main: int | None
    further: frozenset[int]
    sum: Sum

    def counts_in(self, departments: Collection[int]) -> bool:
        """Tell whether somebody works in these departments in a further post only."""
        return self.main not in departments and not self.further.isdisjoint(departments)


def besides(
    staff: "QuerySet[Employment]", chosen: Collection[Column], day: dt.date
) -> list[Besides]:
    """Return who is to be counted in further departments, too; few, in as many queries at most."""
    posts = people.further_posts(staff, day)
    if not posts:
        return []
    some = staff.filter(pk__in=list(posts))
    found = {key: Sum(people=1) for key in posts}
    for job, asked, valid, late in _counted(some, chosen, day, "employment"):
        found[job] += Sum(0, asked, valid, late)
    return [
        Besides(main, frozenset(key for key, _position in posts[job] if key), found[job])
        for job, main in main_places_on(some, day).items()
    ]


def sums(
    staff: "QuerySet[Employment]", chosen: Collection[Column], day: dt.date
) -> dict[int | None, Sum]:
    """Return the sum of the people of each department; None stands for those without one.

    Everybody counts where the main place is, so that all sums together count nobody twice.

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
    place = main_places_on(staff, day)
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


def branches(
    units: Iterable[Unit], own: dict[int | None, Sum], others: Collection[Besides] = ()
) -> Iterator[Branch]:
    """Yield departments in the order of the tree, each with the sum of all below it.

    A department whose superior one is not among them stands at the top. Who works in a branch
    in two places counts there once; `others` are those who have their main place elsewhere.
    """
    known = {one.pk: one for one in units}
    children: dict[int | None, list[Unit]] = {}
    for one in known.values():
        parent = one.parent_id if one.parent_id in known else None
        children.setdefault(parent, []).append(one)

    own_below: dict[int, Sum] = {}
    inside: dict[int, set[int]] = {}

    def walk(key: int | None, depth: int) -> Iterator[Branch]:
        for one in children.get(key, []):
            inner = list(walk(one.pk, depth + 1))
            total = own.get(one.pk, Sum())
            inside[one.pk] = {one.pk}
            for branch in inner:
                if branch.depth == depth + 1:
                    total += own_below[branch.pk]
                    inside[one.pk] |= inside[branch.pk]
            own_below[one.pk] = total
            more = (each.sum for each in others if each.counts_in(inside[one.pk]))
            yield Branch(one.pk, one.name, depth, sum(more, total))
            yield from inner

    return walk(None, 0)
