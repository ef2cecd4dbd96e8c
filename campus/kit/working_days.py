"""Working days with the holidays of a Land; pure."""

import datetime as dt
from functools import lru_cache

import holidays

SATURDAY = 5


@lru_cache(maxsize=512)
def _holidays(land: str, year: int) -> frozenset[dt.date]:
    return frozenset(holidays.country_holidays("DE", subdiv=land or None, years=year))


def is_working_day(day: dt.date, land: str) -> bool:
    """Tell whether a town hall of the Land is open: Monday to Friday, no public holiday."""
    return day.weekday() < SATURDAY and day not in _holidays(land, day.year)


def add_working_days(day: dt.date, count: int, land: str) -> dt.date:
    """Return the working day that comes `count` working days after `day`."""
    left = count
    while left > 0:
        day += dt.timedelta(days=1)
        left -= is_working_day(day, land)
    return day
