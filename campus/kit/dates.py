"""Dates: the one clock of the platform, which the demo can move, and calendar arithmetic."""

import calendar
import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_moved: ContextVar[dt.datetime | None] = ContextVar("kc_moved_clock", default=None)


def now() -> dt.datetime:
    """Return the current instant, aware, or the instant a surrounding `moved_clock` has set."""
    return _moved.get() or timezone.now()


def today() -> dt.date:
    """Return the current day in the platform's time zone."""
    return timezone.localdate(now())


@contextmanager
def moved_clock(instant: dt.datetime) -> Iterator[None]:
    """Let `now` and `today` answer with `instant`: tests and the demo's year of history."""
    token = _moved.set(instant)
    try:
        yield
    finally:
        _moved.reset(token)


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the day `months` later; the 31st becomes the month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def month_start(day: dt.date) -> dt.date:
    """Return the first day of the month."""
    return day.replace(day=1)
