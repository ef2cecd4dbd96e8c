"""Whether one thing asks for another, directly or through others; pure."""

from collections.abc import Collection, Mapping


def reaches(links: Mapping[int, Collection[int]], start: int, goal: int) -> bool:
    """Tell whether `goal` can be reached from `start` along the links."""
    waiting, seen = [start], set[int]()
    while waiting:
        here = waiting.pop()
        if here == goal:
            return True
        if here not in seen:
            seen.add(here)
            waiting.extend(links.get(here, ()))
    return False
