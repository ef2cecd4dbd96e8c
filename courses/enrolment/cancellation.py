"""Until when a seat is given back free of charge; pure."""

import datetime as dt

FREE_DAYS = 14


def free_until(confirmed_at: dt.datetime) -> dt.datetime:
    """Return the moment until which a confirmed seat can be cancelled without cost."""
    return confirmed_at + dt.timedelta(days=FREE_DAYS)


def is_free(confirmed_at: dt.datetime | None, now: dt.datetime) -> bool:
    """Tell whether cancelling now costs nothing."""
    return confirmed_at is None or now <= free_until(confirmed_at)
