"""Changes of a plan: add, move and remove, each by the place of an entry; pure.

A place is “2” for the third entry and “2.0” for the first one inside it. What lies outside the
plan changes nothing: the page may be older than the plan.
"""

from collections.abc import Callable
from dataclasses import replace

from courses.pathways.plans import Group, Step

Place = tuple[int, ...]
Items = tuple[Step | Group, ...]
DEEPEST = 2


def place_of(text: str) -> Place:
    """Return the place behind its written form; raises ValueError."""
    place = tuple(int(part) for part in text.split("."))
    if not 1 <= len(place) <= DEEPEST or min(place) < 0:
        raise ValueError(text)
    return place


def move(plan: Group, place: Place, by: int) -> Group:
    """Move an entry up (-1) or down (1) among its neighbours."""

    def moved(items: Items) -> Items:
        source, target = place[-1], place[-1] + by
        if not (0 <= target < len(items) and source < len(items)):
            return items
        rest = [*items[:source], *items[source + 1 :]]
        return (*rest[:target], items[source], *rest[target:])

    return _change(plan, place[:-1], moved)


def remove(plan: Group, place: Place) -> Group:
    """Take an entry out, a set with all that is in it."""
    last = place[-1]
    return _change(plan, place[:-1], lambda items: (*items[:last], *items[last + 1 :]))


def add_step(plan: Group, step: Step, *, into: int | None = None) -> Group:
    """Append a course to the path, or to the set that stands at `into`."""
    return _change(plan, () if into is None else (into,), lambda items: (*items, step))


def add_set(plan: Group, group: Group) -> Group:
    """Append an empty set."""
    return replace(plan, items=(*plan.items, group))


def sets_of(plan: Group) -> list[tuple[int, str]]:
    """Return where the sets stand and how they are called."""
    return [(at, item.title) for at, item in enumerate(plan.items) if isinstance(item, Group)]


def _change(plan: Group, place: Place, change: Callable[[Items], Items]) -> Group:
    """Change the entries of the path itself or, with one number, of the set at that place."""
    if not place:
        return replace(plan, items=change(plan.items))
    at = place[0]
    if at >= len(plan.items):
        return plan
    inner = plan.items[at]
    if isinstance(inner, Step):
        return plan
    entries = list(plan.items)
    entries[at] = replace(inner, items=change(inner.items))
    return replace(plan, items=tuple(entries))
