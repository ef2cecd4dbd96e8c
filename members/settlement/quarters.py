"""Quarters of a year; pure."""

import datetime as dt
from dataclasses import dataclass

from campus.kit import dates


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """One of the four quarters of a year."""

    year: int
    number: int

    @property
    def first(self) -> dt.date:
        """Return the first day."""
        return dt.date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> dt.date:
        """Return the last day."""
        return dates.add_months(self.first, 3) - dt.timedelta(days=1)

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"


def quarter_of(day: dt.date) -> Quarter:
    """Return the quarter of a day."""
    return Quarter(day.year, (day.month + 2) // 3)


def last_over(today: dt.date) -> Quarter:
    """Return the newest quarter that is over."""
    return quarter_of(quarter_of(today).first - dt.timedelta(days=1))
