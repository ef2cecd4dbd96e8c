"""How long steps take and how well questions tell apart; pure."""

import datetime as dt
import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

# Upper ends of the bands of time in minutes; the last band has none.
BANDS = (2, 5, 10, 20, 45, 120)
# Shares are counted in thousandths, so that sums stay whole numbers.
SCALE = 1000
# A correlation of fewer learners says nothing and would tell about single ones.
LEAST_FOR_DISCRIMINATION = 30


def band_of(took: dt.timedelta) -> int:
    """Return the number of the band into which a time falls."""
    return bisect_left(BANDS, took.total_seconds() / 60)


def median_band(counts: Mapping[int, int]) -> int | None:
    """Return the band in which the median lies, the lower one of two; None without any times."""
    total, seen = sum(counts.values()), 0
    for band in sorted(counts):
        seen += counts[band]
        if total and 2 * seen >= total:
            return band
    return None


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over learners: credit x of one question, share r of the points of all others."""

    n: int = 0
    x: int = 0
    r: int = 0
    xx: int = 0
    rr: int = 0
    xr: int = 0

    @classmethod
    def of(cls, pairs: Sequence[tuple[Decimal, Decimal]]) -> "Sums":
        """Return the sums of pairs of credit and rest share."""
        whole = [(round(x * SCALE), round(r * SCALE)) for x, r in pairs]
        return cls(
            len(whole),
            sum(x for x, _ in whole),
            sum(r for _, r in whole),
            sum(x * x for x, _ in whole),
            sum(r * r for _, r in whole),
            sum(x * r for x, r in whole),
        )


def discrimination(sums: Sums) -> float | None:
    """Return the corrected point-biserial correlation of a question, to one decimal.

    r(x, t - x) = (n·Σxr - Σx·Σr) / sqrt((n·Σx² - (Σx)²) · (n·Σr² - (Σr)²))

    with x the credit earned at the question (0 to 1) and r the share of the points of all other
    questions of the attempt: the question itself is left out of the test's result, since it would
    otherwise correlate with itself. Source: Henrysson, S. (1963): Correction of item-total
    correlations in item analysis, Psychometrika 28 (2), 211-218. How values are read: Ebel, R. L.,
    Frisbie, D. A. (1991): Essentials of Educational Measurement, 5th edition, chapter 13.

    None for fewer than thirty learners, or where nothing varies. One decimal only: more of them
    would let somebody work the answers of single learners out.
    """
    if sums.n < LEAST_FOR_DISCRIMINATION:
        return None
    spread = (sums.n * sums.xx - sums.x**2) * (sums.n * sums.rr - sums.r**2)
    if spread <= 0:
        return None
    return round((sums.n * sums.xr - sums.x * sums.r) / math.sqrt(spread), 1) + 0.0


def rest_share(points: Sequence[tuple[Decimal, int]], place: int) -> Decimal | None:
    """Return the share of all points but those of one question; None where there are no others."""
    possible = sum(most for number, (_, most) in enumerate(points) if number != place)
    if not possible:
        return None
    earned = sum(
        (credit * most for number, (credit, most) in enumerate(points) if number != place),
        Decimal(0),
    )
    return earned / possible
