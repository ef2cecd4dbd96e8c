"""What a course costs: what the price is for, and what takes something off it on which days; pure.

Cards, course pages and charges all reckon with this module, so that they can never differ.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from campus.kit.money import ZERO, round_cent


class Per(StrEnum):
    """What a price is for; a price of nothing is for members free of charge."""

    SEAT = "seat"
    # For each seat and each date of the course that has not begun.
    SESSION = "session"
    # Once for a municipality and a year; all further seats of its staff cost nothing.
    FLAT = "flat"


@dataclass(frozen=True, slots=True)
class Reduction:
    """What takes something off a price, from its first to its last day: per cent, or a price."""

    first_day: dt.date
    last_day: dt.date
    percent: Decimal | None = None
    amount: Decimal | None = None

    def covers(self, day: dt.date) -> bool:
        """Tell whether it holds on a day."""
        return self.first_day <= day <= self.last_day

    def of(self, full: Decimal) -> Decimal:
        """Return the reduced price, rounded once: never negative, never above the full price."""
        if self.percent is not None:
            wanted = full * (100 - self.percent) / 100
        else:
            wanted = full if self.amount is None else self.amount
        return round_cent(max(ZERO, min(full, wanted)))


@dataclass(frozen=True, slots=True)
class Price:
    """The full price of a course, what it is for, and its reductions."""

    full: Decimal
    per: str = Per.SEAT
    reductions: tuple[Reduction, ...] = ()

    @property
    def needs_dates(self) -> bool:
        """Tell whether there is nothing to pay for, and so nothing to book, without a date."""
        return self.per == Per.SESSION and self.full > 0

    @property
    def is_flat(self) -> bool:
        """Tell whether it is paid once for all staff and a year."""
        return self.per == Per.FLAT

    def reduction_on(self, day: dt.date) -> Reduction | None:
        """Return what makes the price lower on a day; there is never more than one."""
        held = (one for one in self.reductions if one.covers(day))
        return next((one for one in held if one.of(self.full) < self.full), None)

    def on(self, day: dt.date) -> Decimal:
        """Return the price on a day."""
        reduction = self.reduction_on(day)
        return reduction.of(self.full) if reduction else round_cent(self.full)


def overlaps(one: Reduction, other: Reduction) -> bool:
    """Tell whether two reductions have a day in common."""
    return one.first_day <= other.last_day and other.first_day <= one.last_day
