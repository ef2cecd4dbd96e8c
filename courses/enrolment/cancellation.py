"""Until when a seat is given back free of charge, what it costs later, and until when it goes over
to somebody else; computed from values alone.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from campus.kit.money import ZERO, round_cent

FREE_DAYS = 14
# Per cent of the price: the whole of it, unless an offer says otherwise.
FULL_PRICE = 100
# However near the first date is: what was taken by mistake, or came from the waiting list.
LEAST_TIME = dt.timedelta(days=1)
PASSING_ON = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Terms:
    """How long seats of an offer can be cancelled without cost, and what it costs afterwards.

    `days_before` counts instead of `free_days` where the course has a first date to come.
    """

    free_days: int = FREE_DAYS
    days_before: int | None = None
    fee: int = FULL_PRICE


def free_until(
    confirmed_at: dt.datetime, terms: Terms = Terms(), first_date: dt.datetime | None = None
) -> dt.datetime:
    """Return the moment until which a confirmed seat can be cancelled without cost.

    Before a date it is the end of a day. Whoever gets a seat later than that has one day, but
    never longer than until the date begins.
    """
    if terms.days_before is None or first_date is None or first_date <= confirmed_at:
        return confirmed_at + dt.timedelta(days=terms.free_days)
    last_day = timezone.localdate(first_date) - dt.timedelta(days=terms.days_before)
    wanted = timezone.make_aware(dt.datetime.combine(last_day, dt.time(23, 59)))
    return min(first_date, max(wanted, confirmed_at + LEAST_TIME))


def is_free(until: dt.datetime | None, now: dt.datetime) -> bool:
    """Tell whether cancelling now costs nothing; what was never confirmed never does."""
    return until is None or now <= until


def fee_of(price: Decimal, percent: int) -> Decimal:
    """Return what is left to pay of a price: never negative, never more than it."""
    return round_cent(max(ZERO, min(price, price * percent / 100)))


def passes_on_until(named_at: dt.datetime, first_date: dt.datetime | None) -> dt.datetime:
    """Return the moment until which a booked seat can go over to somebody else.

    Where the course has dates to come, until the first one begins; else for a fortnight, whatever
    cancelling costs. It never depends on whether somebody has begun to learn: a refusal would
    tell the employer.
    """
    if first_date is not None and first_date > named_at:
        return first_date
    return named_at + PASSING_ON
