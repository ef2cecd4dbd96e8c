"""The timetable on ordinary days and in the two nights in which the clock is changed."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from campus.operations.schedule import JOBS, next_run

BERLIN = ZoneInfo("Europe/Berlin")


def utc(text: str) -> dt.datetime:
    """Return an instant."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("cron", "after", "expected"),
    [
        # Winter: Berlin is one hour ahead.
        ("30 2 * * *", "2026-01-10T12:00", "2026-01-11T01:30"),
        # Summer: two hours.
        ("30 2 * * *", "2026-07-10T12:00", "2026-07-11T00:30"),
        ("* * * * *", "2026-07-10T12:00:30", "2026-07-10T12:01"),
        ("0 6 1 * *", "2026-12-05T00:00", "2027-01-01T05:00"),
        # 29 March 2026: 02:30 does not exist and becomes 03:30.
        ("30 2 * * *", "2026-03-28T12:00", "2026-03-29T01:30"),
        # 25 October 2026: 02:30 comes twice; the first counts, then the next day.
        ("30 2 * * *", "2026-10-24T12:00", "2026-10-25T00:30"),
        ("30 2 * * *", "2026-10-25T00:30", "2026-10-26T01:30"),
        # In the hour that comes again, a frequent job keeps its rhythm.
        ("*/15 * * * *", "2026-10-25T01:05", "2026-10-25T01:15"),
    ],
)
def test_next_run_follows_the_wall_clock(cron: str, after: str, expected: str) -> None:
    assert next_run(cron, utc(after), BERLIN) == utc(expected)


def test_next_run_is_always_later() -> None:
    instant = utc("2026-10-24T22:00")
    for _step in range(300):
        following = next_run("*/7 * * * *", instant, BERLIN)
        assert following > instant
        instant = following


def test_obligations_follow_newcomers_before_each_is_extended_by_itself() -> None:
    """In the other order newcomers would get a message for every single obligation."""
    evening = utc("2026-11-01T20:00")
    runs = {job.name: next_run(job.cron, evening, BERLIN) for job in JOBS}
    assert runs["obligations follow the staff"] < runs["extend obligations"]
