"""Dates: the one clock of the platform, which the demo can move, and calendar arithmetic."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

from campus.kit.months import add_months as add_months

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


def month_start(day: dt.date) -> dt.date:
    """Return the first day of the month."""
    return day.replace(day=1)
