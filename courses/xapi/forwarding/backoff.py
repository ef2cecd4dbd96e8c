"""When a target that failed is tried again."""

import datetime as dt
from email.utils import parsedate_to_datetime

FIRST = dt.timedelta(seconds=10)
LONGEST = dt.timedelta(hours=1)
# No target may put us off for longer, whatever its Retry-After says.
LONGEST_ASKED_FOR = dt.timedelta(hours=24)
_MOST_DOUBLINGS = 16


def delay_after(
    failures: int, *, chance: float, asked_for: dt.timedelta | None = None
) -> dt.timedelta:
    """Return how long to wait after so many failures in a row.

    It doubles with every failure; `chance` (0 to 1) spreads it over its upper half, so that many
    senders do not come back at the same moment. What the target asks for is the least.
    """
    doublings = min(max(failures, 1) - 1, _MOST_DOUBLINGS)
    whole = min(FIRST * (1 << doublings), LONGEST)
    delay = whole * (0.5 + 0.5 * chance)
    return delay if asked_for is None else max(delay, min(asked_for, LONGEST_ASKED_FOR))


def asked_delay(header: str, now: dt.datetime) -> dt.timedelta | None:
    """Return what a Retry-After header asks for, in seconds or as a date (RFC 9110 10.2.3)."""
    text = header.strip()
    if text.isascii() and text.isdigit() and len(text) < 8:
        return dt.timedelta(seconds=int(text))
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return max(aware - now, dt.timedelta(0))
