"""Until when a seat is given back free of charge, or goes over to somebody else; pure."""

import datetime as dt

FREE_DAYS = 14


def free_until(confirmed_at: dt.datetime) -> dt.datetime:
    """Return the moment until which a confirmed seat can be cancelled without cost."""
    return confirmed_at + dt.timedelta(days=FREE_DAYS)


def is_free(confirmed_at: dt.datetime | None, now: dt.datetime) -> bool:
    """Tell whether cancelling now costs nothing."""
    return confirmed_at is None or now <= free_until(confirmed_at)


def passes_on_until(named_at: dt.datetime, first_date: dt.datetime | None) -> dt.datetime:
    """Return the moment until which a booked seat can go over to somebody else.

    Where the course has dates to come, until the first one begins; else for as many days as it
    could be cancelled. It never depends on whether somebody has begun to learn: a refusal would
    tell the employer.
    """
    if first_date is not None and first_date > named_at:
        return first_date
    return free_until(named_at)
