"""Which entries of a list came, went or moved; pure."""

from bisect import bisect_left
from collections.abc import Hashable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Moves:
    """The keys that came, went, moved, and those that are in both lists."""

    added: tuple[Hashable, ...]
    removed: tuple[Hashable, ...]
    moved: tuple[Hashable, ...]
    kept: tuple[Hashable, ...]


def moves(before: Iterable[Hashable], after: Iterable[Hashable]) -> Moves:
    """Compare two orders; the fewest entries that explain the new order count as moved."""
    old, new = list(dict.fromkeys(before)), list(dict.fromkeys(after))
    places = {key: place for place, key in enumerate(old)}
    kept = [key for key in new if key in places]
    still = _longest_rising([places[key] for key in kept])
    return Moves(
        added=tuple(key for key in new if key not in places),
        removed=tuple(key for key in old if key not in set(new)),
        moved=tuple(key for number, key in enumerate(kept) if number not in still),
        kept=tuple(kept),
    )


def _longest_rising(values: list[int]) -> set[int]:
    """Return the indices of a longest rising part of the values."""
    ends: list[int] = []
    holders: list[int] = []
    before: list[int | None] = []
    for index, value in enumerate(values):
        place = bisect_left(ends, value)
        before.append(holders[place - 1] if place else None)
        if place == len(ends):
            ends.append(value)
            holders.append(index)
        else:
            ends[place] = value
            holders[place] = index
    found: set[int] = set()
    at = holders[-1] if holders else None
    while at is not None:
        found.add(at)
        at = before[at]
    return found
