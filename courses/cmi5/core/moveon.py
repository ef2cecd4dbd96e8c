"""When units, blocks and a course are satisfied (cmi5 sections 9.3.9 and 13.1.4); pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Tree = Mapping[str, Any]
ROOT = "0"


@dataclass(frozen=True, slots=True)
class UnitState:
    """What is known of one unit in one registration."""

    completed: bool = False
    passed: bool = False
    waived: bool = False


UNTOUCHED = UnitState()


def meets(move_on: str, state: UnitState) -> bool:
    """Tell whether a unit has met its criterion; a waived one has met any."""
    by_name = {
        "NotApplicable": True,
        "Completed": state.completed,
        "Passed": state.passed,
        "CompletedAndPassed": state.completed and state.passed,
        "CompletedOrPassed": state.completed or state.passed,
    }
    return state.waived or by_name[move_on]


def satisfied(tree: Tree, states: Mapping[str, UnitState]) -> list[str]:
    """Return the places of blocks and of the course that are satisfied, inner ones first.

    `states` holds the state of units by their place; the course itself has the place ROOT.
    """
    return list(_satisfied(tree, ROOT, states))


def _satisfied(node: Tree, place: str, states: Mapping[str, UnitState]) -> Iterator[str]:
    is_whole = True
    for below in node["children"]:
        if below["type"] == "au":
            is_whole &= meets(below["move_on"], states.get(below["place"], UNTOUCHED))
            continue
        inner = list(_satisfied(below, below["place"], states))
        yield from inner
        is_whole &= below["place"] in inner
    if is_whole:
        yield place


def newly_satisfied(
    tree: Tree, before: Mapping[str, UnitState] | None, after: Mapping[str, UnitState]
) -> list[str]:
    """Return what a change has satisfied; `before` is None at the moment of registration.

    9.6.1.1-3: what asks for nothing is satisfied as soon as somebody is registered.
    """
    known = set() if before is None else set(satisfied(tree, before))
    return [place for place in satisfied(tree, after) if place not in known]
