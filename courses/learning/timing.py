"""How long a test may take, computed from values; pure.

Only the server's clock counts. An answer that is on its way when the time ends still counts if it
arrives within `GRACE`; later ones do not, whatever the clock of the sender says.
"""

import datetime as dt

# What a slow line and the saving script may need after the last second.
GRACE = dt.timedelta(seconds=10)


def time_allowed(limit: int, *, percent: int = 0, minutes: int = 0) -> dt.timedelta | None:
    """Return the time for a test of `limit` minutes with a person's extra time; None: no limit.

    Extra time in per cent is rounded up to whole seconds, so that nobody gets less than granted.
    """
    if limit <= 0:
        return None
    seconds = limit * 60 * (100 + percent)
    return dt.timedelta(seconds=-(-seconds // 100), minutes=minutes)


def is_over(ends_at: dt.datetime | None, now: dt.datetime) -> bool:
    """Tell whether answers come too late."""
    return ends_at is not None and now > ends_at + GRACE


def seconds_left(ends_at: dt.datetime | None, now: dt.datetime) -> int | None:
    """Return the whole seconds that are left, never below nought; None where there is no limit."""
    if ends_at is None:
        return None
    return max(0, int((ends_at - now).total_seconds()))


def minutes_of(span: dt.timedelta) -> int:
    """Return a span in whole minutes, rounded down."""
    return int(span.total_seconds() // 60)
