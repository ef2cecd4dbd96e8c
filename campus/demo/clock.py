"""The demo's year: events in the order of time, each run with the platform's clock moved to it."""

import datetime as dt
import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from django.utils import timezone

from campus.kit import dates

Deed = Callable[[], object]
OPENING, CLOSING = 8, 16


@dataclass(order=True)
class Event:
    """A deed at an instant; `order` keeps events of the same instant as they were planned."""

    at: dt.datetime
    order: int
    deed: Deed = field(compare=False)


class Calendar:
    """Plans deeds and runs them in the order of time, also those planned while it runs."""

    def __init__(self, today: dt.date) -> None:
        self.today = today
        self._events: list[Event] = []
        self._planned = 0
        self._done = 0

    def at(self, instant: dt.datetime, deed: Deed) -> None:
        """Plan a deed; what lies after today's opening never happens."""
        if instant < working_hour(self.today, Random(0), hour=OPENING):  # noqa: S311
            self._planned += 1
            heapq.heappush(self._events, Event(instant, self._planned, deed))

    def run(self, progress: Callable[[int, int], None]) -> None:
        """Run everything; `progress` hears how many deeds are done and how many are known."""
        while self._events:
            event = heapq.heappop(self._events)
            with dates.moved_clock(event.at):
                event.deed()
            self._done += 1
            progress(self._done, self._planned)


def working_hour(day: dt.date, rng: Random, hour: int | None = None) -> dt.datetime:
    """Return an instant of the day's working hours, or the full hour given."""
    chosen = rng.randrange(OPENING, CLOSING) if hour is None else hour
    minute = rng.randrange(60) if hour is None else 0
    moment = dt.time(chosen, minute, rng.randrange(60) if hour is None else 0)
    return dt.datetime.combine(day, moment, timezone.get_default_timezone())


def next_working_day(day: dt.date) -> dt.date:
    """Return the day itself or, on a weekend, the Monday after it."""
    return day + dt.timedelta(days=(7 - day.weekday()) % 7 if day.weekday() >= 5 else 0)
