"""Which courses close the gaps: few, and the most useful ones first; pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

MOST = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A course that can be recommended, with the competences it builds up."""

    course: int
    codes: frozenset[str]
    # Basics come before advanced knowledge.
    level: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Courses in the order in which they are taken, and what no course answers."""

    courses: tuple[int, ...]
    closes: Mapping[int, tuple[str, ...]]
    uncovered: tuple[str, ...]


def recommend(
    sizes: Mapping[str, int], candidates: Collection[Candidate], *, most: int = MOST
) -> Recommendation:
    """Choose greedily the course that closes most of what is left; ties by level, then title.

    The outcome does not depend on the order of the candidates.
    """
    left, chosen = dict(sizes), list[Candidate]()
    closes: dict[int, tuple[str, ...]] = {}
    while left and len(chosen) < most:
        best = min(candidates, key=lambda one: _rank(one, left), default=None)
        if best is None or not best.codes & left.keys():
            break
        closes[best.course] = tuple(code for code in left if code in best.codes)
        left = {code: size for code, size in left.items() if code not in best.codes}
        chosen.append(best)
    coverable = frozenset[str]().union(*(one.codes for one in candidates))
    in_order = sorted(chosen, key=lambda one: (one.level, one.title, one.course))
    return Recommendation(
        courses=tuple(one.course for one in in_order),
        closes=closes,
        uncovered=tuple(code for code in sizes if code not in coverable),
    )


def _rank(one: Candidate, left: Mapping[str, int]) -> tuple[int, int, str, int]:
    gain = sum(size for code, size in left.items() if code in one.codes)
    return -gain, one.level, one.title, one.course
