"""Where something stands in the tree of a course; pure."""

from collections.abc import Mapping
from typing import Any

from courses.cmi5.core.moveon import ROOT

Tree = Mapping[str, Any]


def node_at(tree: Tree, place: str) -> Tree | None:
    """Return the course, block or unit at a place ("0.2.1"), None where nothing stands."""
    first, *numbers = place.split(".")
    if first != ROOT:
        return None
    node = tree
    for number in numbers:
        children = node.get("children", ())
        if not number.isdecimal() or int(number) >= len(children):
            return None
        node = children[int(number)]
    return node


def unit_at(tree: Tree, place: str) -> Tree | None:
    """Return the unit at a place, None where none stands."""
    node = node_at(tree, place)
    return node if node is not None and node.get("type") == "au" else None
