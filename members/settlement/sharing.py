"""Divide what was earned to the cent; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from campus.kit.money import CENT, ZERO, round_cent


@dataclass(frozen=True, slots=True)
class Part:
    """The net amount of a charge, and the share of it in per cent."""

    net: Decimal
    share: Decimal

    @property
    def exact(self) -> Decimal:
        """Return net × share ÷ 100, not rounded."""
        return self.net * self.share / 100


def total_of(parts: Sequence[Part]) -> Decimal:
    """Return the sum of all shares, rounded once."""
    return round_cent(sum((part.exact for part in parts), ZERO))


def allot(parts: Sequence[Part]) -> list[Decimal]:
    """Return whole cents for each part, which add up to the total of all parts.

    Each part gets its exact amount rounded down; the cents that are left go to the largest
    remainders, of equal ones to the first (method of the largest remainder, Hare and Niemeyer).
    """
    cents = [part.exact.quantize(CENT, rounding=ROUND_FLOOR) for part in parts]
    left = int((total_of(parts) - sum(cents, ZERO)) / CENT)
    by_remainder = sorted(range(len(parts)), key=lambda at: cents[at] - parts[at].exact)
    for place in by_remainder[:left]:
        cents[place] += CENT
    # Never a negative nought.
    return [round_cent(amount) for amount in cents]
