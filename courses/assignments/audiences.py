"""Whom an obligation concerns: departments with those below, positions, groups, people, or all."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet, prefetch_related_objects

from campus.kit import dates
from members.groups import selectors as staff_groups
from members.groups.matching import JobFacts, Rule, with_those_below
from members.people import selectors as people

if TYPE_CHECKING:
    from courses.assignments.models import Obligation
    from members.groups.models import StaffGroup
    from members.organisations.models import Municipality
    from members.people.models import Department, Employment


@dataclass(frozen=True, slots=True)
class Audience:
    """The chosen sets, ready to be compared with the facts of a job; nothing chosen: everybody."""

    is_limited: bool
    departments: frozenset[int] = frozenset()
    positions: frozenset[str] = frozenset()
    groups: tuple[Rule, ...] = ()
    people: frozenset[int] = frozenset()
    released: frozenset[int] = frozenset()

    def concerns(self, job: JobFacts) -> bool:
        """Tell whether somebody belongs to any of the chosen sets."""
        return self.ways_to(job) > 0

    def ways_to(self, job: JobFacts) -> int:
        """Return in how many of the chosen sets somebody is; who is released is in none."""
        if job.key in self.released:
            return 0
        if not self.is_limited:
            return 1
        ways = [
            job.works_in(self.departments),
            any(position in self.positions for _department, position in job.places),
            job.key in self.people,
            *(group.holds_for(job) for group in self.groups),
        ]
        return sum(ways)


def audience(
    municipality: "Municipality",
    *,
    departments: "Iterable[Department]" = (),
    positions: Collection[str] = (),
    groups: "Iterable[StaffGroup]" = (),
    people_ids: Collection[int] = (),
    released: Collection[int] = (),
) -> Audience:
    """Return the chosen sets of a municipality; the groups come from `groups_of`."""
    chosen, wanted = [one.pk for one in departments], list(groups)
    parents = staff_groups.parents_in(municipality) if chosen else {}
    return Audience(
        is_limited=bool(chosen or positions or wanted or people_ids),
        departments=with_those_below(chosen, parents),
        positions=frozenset(positions),
        groups=tuple(staff_groups.rules_of(wanted, municipality)),
        people=frozenset(people_ids),
        released=frozenset(released),
    )


def audience_of(obligation: "Obligation") -> Audience:
    """Return whom an obligation concerns, as sets."""
    return audience(
        obligation.municipality,
        departments=obligation.departments.all(),
        positions=obligation.positions,
        groups=obligation.groups.prefetch_related("departments", "people"),
        people_ids=list(obligation.people.values_list("pk", flat=True)),
        released=list(obligation.released.values_list("pk", flat=True)),
    )


def audiences_of(
    municipality: "Municipality", obligations: "Iterable[Obligation]"
) -> dict[int, Audience]:
    """Return whom each obligation concerns, by key; the queries do not depend on how many."""
    rows = list(obligations)
    prefetch_related_objects(
        rows, "departments", "people", "released", "groups__departments", "groups__people"
    )
    parents = staff_groups.parents_in(municipality) if rows else {}
    return {one.pk: _audience_by(one, parents) for one in rows}


def _audience_by(obligation: "Obligation", parents: dict[int, int | None]) -> Audience:
    """Return the sets of an obligation whose sets have been read already."""
    departments = [one.pk for one in obligation.departments.all()]
    rules = tuple(staff_groups.rule_of(one, parents) for one in obligation.groups.all())
    named = frozenset(one.pk for one in obligation.people.all())
    return Audience(
        is_limited=bool(departments or rules or named or obligation.positions),
        departments=with_those_below(departments, parents),
        positions=frozenset(obligation.positions),
        groups=rules,
        people=named,
        released=frozenset(one.pk for one in obligation.released.all()),
    )


def is_limited(obligation: "Obligation") -> bool:
    """Tell whether it concerns some of the staff only."""
    chosen = (obligation.departments, obligation.groups, obligation.people)
    return bool(obligation.positions) or any(one.exists() for one in chosen)


def concerned_staff(obligation: "Obligation") -> "QuerySet[Employment]":
    """Return whom it concerns today."""
    return staff_in(obligation.municipality, audience_of(obligation))


def staff_in(municipality: "Municipality", chosen: Audience) -> "QuerySet[Employment]":
    """Return who is in any of the chosen sets today, or everybody if none is chosen."""
    staff = people.staff_of(municipality)
    if not chosen.is_limited and not chosen.released:
        return staff
    keys = [job.key for job in staff_groups.facts_of(staff) if chosen.concerns(job)]
    return staff.filter(pk__in=keys)


def concerned(obligation: "Obligation") -> list["Employment"]:
    """Return the people concerned, with what is needed to write to them."""
    return list(concerned_staff(obligation).select_related("person__user"))


def positions_in(municipality: "Municipality") -> list[str]:
    """Return the positions of today's staff, each once, in the order of the alphabet."""
    staff = people.staff_of(municipality)
    main = staff.exclude(position="").order_by("position").values_list("position", flat=True)
    found = list(main.distinct())
    besides = {
        position
        for posts in people.further_posts(staff, dates.today()).values()
        for _department, position in posts
        if position
    }
    return [*found, *sorted(besides.difference(found))]
