"""When a step of the ladder is due, in working days after the deadline; pure."""

import datetime as dt

from campus.kit.working_days import add_working_days

# A step that was missed, because the clock stood still, is made up for this long.
MADE_UP_DAYS = 14


def is_due(due_on: dt.date, after: int, today: dt.date, land: str) -> bool:
    """Tell whether `after` working days or more have passed since the deadline."""
    return add_working_days(due_on, after, land) <= today


def earliest_deadline(after: int, today: dt.date) -> dt.date:
    """Return the earliest deadline whose step may fall into the days that are made up for.

    Working days are counted generously in calendar days, so that no holiday hides a turn.
    """
    return today - dt.timedelta(days=MADE_UP_DAYS + 2 * after + 14)
