"""Whom groups mean today: rules are compared with the list of staff each time."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from campus.kit import dates
from members.groups.matching import JobFacts, Rule, with_those_below, words_of
from members.groups.models import StaffGroup
from members.people import selectors as people

if TYPE_CHECKING:
    from members.organisations.models import Municipality
    from members.people.models import Department, Employment


def groups_of(municipality: "Municipality") -> QuerySet[StaffGroup]:
    """Return the groups of a municipality by name, ready to be compared."""
    rows = StaffGroup.objects.filter(municipality=municipality, is_kept=False).order_by("name")
    return rows.select_related("municipality").prefetch_related("departments", "people")


def parents_in(municipality: "Municipality") -> dict[int, int | None]:
    """Return which department lies below which; one query."""
    rows = people.departments_of(municipality).order_by()
    return dict(rows.values_list("pk", "parent_id"))


def facts_of(staff: "QuerySet[Employment]") -> list[JobFacts]:
    """Return what rules know of these jobs, with their further posts of today; two queries."""
    rows = staff.order_by().select_related(None)
    further = people.further_posts(staff, dates.today())
    return [
        JobFacts(*row, further.get(row[0], ()))
        for row in rows.values_list("pk", "department_id", "position", "valid_from")
    ]


def rule_of(group: StaffGroup, parents: dict[int, int | None]) -> Rule:
    """Return the rule of a group that came from `groups_of`."""
    return Rule(
        departments=with_those_below((one.pk for one in group.departments.all()), parents),
        words=words_of(group.position_words),
        entered_from=group.entered_from,
        entered_until=group.entered_until,
        people=frozenset(one.pk for one in group.people.all()),
    )


def rule_from(
    municipality: "Municipality",
    *,
    departments: "Iterable[Department]" = (),
    words: str = "",
    days: Collection[object] = (None, None),
    members: "Iterable[Employment]" = (),
) -> Rule:
    """Return a rule as a form has it, before anything is stored."""
    first, last = days
    return Rule(
        departments=with_those_below((one.pk for one in departments), parents_in(municipality)),
        words=words_of(words),
        entered_from=first,  # type: ignore[arg-type]
        entered_until=last,  # type: ignore[arg-type]
        people=frozenset(one.pk for one in members),
    )


def rules_of(groups: Iterable[StaffGroup], municipality: "Municipality") -> list[Rule]:
    """Return the rules of several groups of one municipality; one query more."""
    chosen = list(groups)
    parents = parents_in(municipality) if chosen else {}
    return [rule_of(one, parents) for one in chosen]


def keys_for(rules: Iterable[Rule], jobs: Iterable[JobFacts]) -> set[int]:
    """Return the keys of the jobs that any of the rules means."""
    wanted = list(rules)
    return {job.key for job in jobs if any(rule.holds_for(job) for rule in wanted)}


def members_by(rule: Rule, staff: "QuerySet[Employment]") -> "QuerySet[Employment]":
    """Keep the staff whom a rule means."""
    return staff.filter(pk__in=keys_for([rule], facts_of(staff)))


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group with how many of the visible staff belong to it today."""

    group: StaffGroup
    count: int


def rows_for(municipality: "Municipality", staff: "QuerySet[Employment]") -> list[GroupRow]:
    """Return the groups with their numbers; the queries do not depend on how many there are."""
    groups = list(groups_of(municipality))
    rules = rules_of(groups, municipality)
    jobs = facts_of(staff) if groups else []
    return [
        GroupRow(group, sum(rule.holds_for(job) for job in jobs))
        for group, rule in zip(groups, rules, strict=True)
    ]
