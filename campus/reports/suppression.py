"""Small numbers are not shown, so that no report tells about single people; pure.

A count below `k` is hidden (primary suppression). Where exactly one count of a group is hidden,
the sum of the group would give it away: the next smallest is hidden too (secondary suppression).
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

K = 5

Key = TypeVar("Key", bound=Hashable)


def is_small(count: int, base: int | None = None, *, k: int = K) -> bool:
    """Tell whether a count, or what is missing to its base, is between one and k - 1.

    “Nineteen of twenty” tells about the twentieth as surely as “one of twenty” about the first.
    """
    rest = None if base is None else base - count
    return 0 < count < k or (rest is not None and 0 < rest < k)


def suppress(
    counts: Mapping[Key, int], bases: Mapping[Key, int] | None = None, *, k: int = K
) -> dict[Key, int | None]:
    """Return the counts with None for what must not be shown, in the order given."""
    bases = bases or {}
    hidden = {key for key, count in counts.items() if is_small(count, bases.get(key), k=k)}
    if len(hidden) == 1:
        others = [key for key in counts if key not in hidden and counts[key] > 0]
        if others:
            hidden.add(min(others, key=lambda key: counts[key]))
    return {key: None if key in hidden else count for key, count in counts.items()}


def total_of(
    shown: Mapping[Key, int | None], counts: Mapping[Key, int], *, k: int = K
) -> int | None:
    """Return the total, or None where it would give a hidden count away."""
    hidden = [key for key, count in shown.items() if count is None]
    if len(hidden) == 1:
        return None
    total = sum(counts.values())
    return None if is_small(total, k=k) else total
