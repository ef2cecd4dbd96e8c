"""Small numbers are not shown, so that no report tells about single people; pure.

A cell is sensitive if fewer than `k` people are behind it, or if fewer than `k` are missing to
its base (primary suppression). Whoever knows the sum could work a hidden cell out from the others,
so that a hidden cell never stays alone: further cells are hidden until at least two are, with `k`
or more together (secondary suppression). Several tables about the same events share one sum, so
they are suppressed together: where one of them cannot cover its hidden cell, none may tell the sum.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

K = 5

Shown = dict[Any, int | None]


@dataclass(frozen=True)
class Cells:
    """The counts of one table; `people` are those behind a cell, `bases` what it is a part of."""

    counts: Mapping[Any, int]
    people: Mapping[Any, int] = field(default_factory=dict)
    bases: Mapping[Any, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """What may be shown of several tables about the same events, and of their common sum."""

    tables: list[Shown]
    total: int | None


def is_small(count: int, base: int | None = None, *, k: int = K) -> bool:
    """Tell whether a count, or what is missing to its base, is between one and k - 1.

    “Nineteen of twenty” tells about the twentieth as surely as “one of twenty” about the first.
    """
    rest = None if base is None else base - count
    return 0 < count < k or (rest is not None and 0 < rest < k)


def suppress(
    tables: Sequence[Cells], *, people: int | None = None, base: int | None = None, k: int = K
) -> Report:
    """Return the tables with None for what must not be shown, and the sum if it may be known.

    All tables hold the same events, sorted differently; `people` are those behind the sum, `base`
    is what the sum is a part of.
    """
    total = sum(tables[0].counts.values()) if tables else 0
    veils = [_hidden(cells, k) for cells in tables]
    crowd = total if people is None else people
    is_open = not is_small(total, base, k=k) and not is_small(crowd, k=k)
    if not is_open or not all(map(_is_covered, tables, veils, [k] * len(veils))):
        veils = [_with_unknown_sum(cells, veil) for cells, veil in zip(tables, veils, strict=True)]
        is_open = total == 0
    return Report(
        [
            {key: None if key in veil else count for key, count in cells.counts.items()}
            for cells, veil in zip(tables, veils, strict=True)
        ],
        total if is_open else None,
    )


def _hidden(cells: Cells, k: int) -> set[Hashable]:
    """Return the sensitive cells and as many of the smallest others as it takes to cover them."""
    hidden = {
        key
        for key, count in cells.counts.items()
        if is_small(count, cells.bases.get(key), k=k) or is_small(cells.people.get(key, count), k=k)
    }
    spare = _smallest_first(cells, hidden)
    while hidden and spare and not _is_covered(cells, hidden, k):
        hidden.add(spare.pop(0))
    return hidden


def _is_covered(cells: Cells, hidden: set[Hashable], k: int) -> bool:
    """Tell whether the sum of the table gives none of the hidden cells away."""
    counted = [cells.counts[key] for key in hidden if cells.counts[key]]
    return not hidden or (len(hidden) > 1 and len(counted) > 1 and sum(counted) >= k)


def _with_unknown_sum(cells: Cells, hidden: set[Hashable]) -> set[Hashable]:
    """Hide as many cells as it takes to leave the sum of the table unknown: two, if there are."""
    return hidden | set(_smallest_first(cells, hidden)[: max(0, 2 - len(hidden))])


def _smallest_first(cells: Cells, hidden: set[Hashable]) -> list[Any]:
    """Return the cells that are neither hidden nor empty, the smallest first."""
    left = [key for key, count in cells.counts.items() if count and key not in hidden]
    return sorted(left, key=lambda key: cells.counts[key])
