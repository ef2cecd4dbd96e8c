"""Rules of the fee schedule and of shares, computed from values alone; pure."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypeVar

from campus.kit.money import round_cent

MONTHS = 12
LAST_DAY_FOR_NOTICE = (9, 30)


class Class(Protocol):
    """A population class: from a number of inhabitants up to a number, or without end."""

    @property
    def population_from(self) -> int: ...
    @property
    def population_until(self) -> int | None: ...


C = TypeVar("C", bound=Class)


def class_for(population: int, classes: Iterable[C]) -> C | None:
    """Return the class that holds a number of inhabitants."""
    for one in classes:
        upper = one.population_until
        if one.population_from <= population and (upper is None or population <= upper):
            return one
    return None


def is_seamless(classes: Sequence[Class]) -> bool:
    """Tell whether the classes run from 0 without gap or overlap to one without an end."""
    expected: int | None = 0
    for one in sorted(classes, key=lambda each: each.population_from):
        if expected is None or one.population_from != expected:
            return False
        expected = None if one.population_until is None else one.population_until + 1
    return bool(classes) and expected is None


@dataclass(frozen=True, slots=True)
class YearShare:
    """The part of a year for which a contribution is owed."""

    first: dt.date
    last: dt.date
    months: int

    def of(self, yearly: Decimal) -> Decimal:
        """Return this part of a yearly amount."""
        return round_cent(yearly * self.months / MONTHS)


def year_share(year: int, joined_on: dt.date) -> YearShare | None:
    """Return the months owed in a year: all, or in the year of joining those from that month on.

    The month of joining counts whole. Nobody leaves within a year (§ 65 GenG), so that no end
    has to be looked at. None before the year of joining.
    """
    if joined_on.year > year:
        return None
    month = joined_on.month if joined_on.year == year else 1
    return YearShare(dt.date(year, month, 1), dt.date(year, 12, 31), MONTHS - month + 1)


def earliest_end(notice_on: dt.date) -> dt.date:
    """Return the last day of membership after a notice: 31 December, three months ahead."""
    in_time = (notice_on.month, notice_on.day) <= LAST_DAY_FOR_NOTICE
    return dt.date(notice_on.year + (0 if in_time else 1), 12, 31)


def may_take_further_shares(nominal: Decimal, share_value: Decimal, paid: Decimal) -> bool:
    """§ 15b GenG: all shares except the last must be fully paid."""
    return paid >= nominal - share_value
