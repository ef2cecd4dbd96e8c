"""Until when something is due: a day of the calendar, or so long after an event; pure."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from campus.kit.months import add_months
from campus.kit.working_days import add_working_days


class Start(StrEnum):
    """From what a time is counted."""

    DAY = "day"
    ASSIGNMENT = "assignment"
    ENTRY = "entry"
    LAST_COMPLETION = "last_completion"


class Unit(StrEnum):
    """In what a time is counted."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Events:
    """What has happened to a person so far."""

    assigned_on: dt.date
    entered_on: dt.date
    completed_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class DueRule:
    """A fixed day, or a time from an event on; working days know the holidays of the Land."""

    start: Start = Start.DAY
    day: dt.date | None = None
    amount: int = 0
    unit: Unit = Unit.DAYS
    land: str = ""

    def due_on(self, events: Events) -> dt.date:
        """Return the last day, never before the assignment: nobody is late on the first day.

        Who has never completed the course has no last completion; then the assignment counts.
        """
        return max(self._due_on(events), events.assigned_on)

    def _due_on(self, events: Events) -> dt.date:
        if self.start is Start.DAY:
            return self.day or events.assigned_on
        begin = events.assigned_on
        if self.start is Start.ENTRY:
            begin = events.entered_on
        elif self.start is Start.LAST_COMPLETION and events.completed_on:
            begin = events.completed_on
        return later(begin, self.amount, self.unit, self.land)


def later(day: dt.date, amount: int, unit: Unit, land: str = "") -> dt.date:
    """Return the day so much later."""
    if unit is Unit.MONTHS:
        return add_months(day, amount)
    if unit is Unit.WORKING_DAYS:
        return add_working_days(day, amount, land)
    return day + dt.timedelta(days=amount)
