"""Months as spans of time in the platform's time zone."""

import datetime as dt

from django.utils import timezone

from campus.kit import dates


def month_span(month: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """Return the first instant of the month and of the next one."""
    first = dates.month_start(month)
    midnight = dt.time(0)
    zone = timezone.get_default_timezone()
    return (
        dt.datetime.combine(first, midnight, zone),
        dt.datetime.combine(dates.add_months(first, 1), midnight, zone),
    )
