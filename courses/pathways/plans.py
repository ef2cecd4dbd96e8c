"""What a learning path asks for: steps and sets of steps, nested once; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

USUAL_POINTS = 10
MOST_POINTS = 100


class Rule(StrEnum):
    """When a path or a set is complete."""

    ORDERED = "ordered"
    ALL = "all"
    AT_LEAST = "at_least"
    POINTS = "points"


COUNTED = (Rule.AT_LEAST, Rule.POINTS)


class Fault(StrEnum):
    """Why a plan cannot be published."""

    EMPTY = "empty"
    EMPTY_SET = "empty_set"
    TWICE = "twice"
    TOO_MUCH = "too_much"
    TOO_LITTLE = "too_little"


@dataclass(frozen=True, slots=True)
class Step:
    """A course, and how many points its graded test can bring."""

    course: int
    points: int = USUAL_POINTS


@dataclass(frozen=True, slots=True)
class Group:
    """Steps under one rule; a path is the outermost group, and only it may hold further groups."""

    rule: Rule = Rule.ORDERED
    need: int = 0
    items: tuple["Step | Group", ...] = ()
    title: str = ""

    @property
    def worth(self) -> int:
        """Return how many points can be had."""
        return sum(step.points for step in steps_of(self))


def steps_of(group: Group) -> Iterator[Step]:
    """Yield the steps in the order of the page, those of nested sets too."""
    for item in group.items:
        if isinstance(item, Step):
            yield item
        else:
            yield from steps_of(item)


def courses_of(group: Group) -> list[int]:
    """Return the courses in the order of the page."""
    return [step.course for step in steps_of(group)]


def parse(data: Mapping[str, Any]) -> Group:
    """Return the plan behind its stored form."""
    items = tuple(
        parse(one) if "items" in one else Step(int(one["course"]), int(one["points"]))
        for one in data.get("items", ())
    )
    return Group(
        rule=Rule(data.get("rule", Rule.ORDERED)),
        need=int(data.get("need", 0)),
        items=items,
        title=str(data.get("title", "")),
    )


def dump(group: Group) -> dict[str, Any]:
    """Return the form in which a plan is stored."""
    items = [
        {"course": item.course, "points": item.points} if isinstance(item, Step) else dump(item)
        for item in group.items
    ]
    return {"rule": group.rule.value, "need": group.need, "title": group.title, "items": items}


def fault_of(plan: Group) -> Fault | None:
    """Return the first reason why nobody could complete the plan, or None."""
    courses = courses_of(plan)
    if not courses:
        return Fault.EMPTY
    if len(set(courses)) < len(courses):
        return Fault.TWICE
    groups = [plan, *(item for item in plan.items if isinstance(item, Group))]
    faults = (_fault_of_group(group) for group in groups)
    return next((fault for fault in faults if fault), None)


def _fault_of_group(group: Group) -> Fault | None:
    if not group.items:
        return Fault.EMPTY_SET
    if group.rule not in COUNTED:
        return None
    if group.need < 1:
        return Fault.TOO_LITTLE
    most = group.worth if group.rule is Rule.POINTS else len(group.items)
    return Fault.TOO_MUCH if group.need > most else None
