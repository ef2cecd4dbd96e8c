"""The timetable: which task runs when. Times are those of the platform's time zone."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from croniter import croniter


@dataclass(frozen=True)
class Job:
    """A task without arguments by its dotted path, and its times in cron's notation."""

    name: str
    cron: str
    task: str


JOBS = (
    Job("heartbeat", "* * * * *", "campus.operations.tasks.record_heartbeat"),
    Job("forget old task results", "20 3 * * *", "campus.operations.tasks.prune_results"),
)


def next_run(cron: str, after: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return the first instant after `after` that fits.

    Computed on the wall clock, so that a nightly job runs once in the night in which an hour
    comes twice, and is not left out in the night in which an hour is missing.
    """
    local = after.astimezone(zone)
    wall_clock: dt.datetime = croniter(cron, local.replace(tzinfo=None)).get_next(dt.datetime)
    first = wall_clock.replace(tzinfo=zone)
    found = first if first.astimezone(dt.UTC) > after else first.replace(fold=1)
    return found.astimezone(dt.UTC)
