"""The clock's part: which rounds of review and upkeep are in the timetable, and when."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils.module_loading import import_string

from campus.operations.schedule import JOBS, next_run

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = dt.datetime(2026, 11, 23, 0, 1, tzinfo=BERLIN)
BY_TASK = {job.task: job for job in JOBS}
ROUNDS = [
    ("courses.lifecycle.tasks.publish_due", dt.time(0, 10)),
    ("courses.lifecycle.tasks.carry_out_due", dt.time(0, 2)),
    ("courses.lifecycle.tasks.remind_overdue", dt.time(7, 5)),
    ("courses.review.tasks.remind_overdue", dt.time(7, 0)),
]


@pytest.mark.parametrize(("task", "at"), ROUNDS)
def test_round_is_in_the_timetable(task, at):
    found = next_run(BY_TASK[task].cron, NIGHT, BERLIN)
    assert found.astimezone(BERLIN).time() == at


@pytest.mark.parametrize(("task", "_at"), ROUNDS)
def test_round_waits_for_the_worker(task, _at):
    assert import_string(task).backend == "jobs"


@pytest.mark.django_db
@pytest.mark.parametrize(("task", "_at"), ROUNDS)
def test_round_on_an_empty_platform_does_nothing_and_may_run_twice(task, _at):
    work = import_string(task)
    assert work.func() == 0
    assert work.func() == 0


def test_planned_modules_are_published_before_single_drafts():
    order = [job.name for job in JOBS]
    assert order.index("publish planned modules") < order.index("publish what is scheduled")


def test_names_of_rounds_are_taken_once():
    names = [job.name for job in JOBS]
    assert len(set(names)) == len(names)


def test_reminders_come_by_day():
    for task in ("courses.lifecycle.tasks.remind_overdue", "courses.review.tasks.remind_overdue"):
        hour = next_run(BY_TASK[task].cron, NIGHT, BERLIN).astimezone(BERLIN).hour
        assert 6 <= hour <= 18


@pytest.mark.parametrize(
    ("after", "day"),
    [
        (dt.datetime(2026, 12, 31, 23, 59, tzinfo=BERLIN), dt.date(2027, 1, 1)),
        (dt.datetime(2026, 3, 28, 12, 0, tzinfo=BERLIN), dt.date(2026, 3, 29)),
        (dt.datetime(2026, 10, 24, 12, 0, tzinfo=BERLIN), dt.date(2026, 10, 25)),
    ],
)
def test_course_ends_at_the_beginning_of_its_day(after, day):
    cron = BY_TASK["courses.lifecycle.tasks.carry_out_due"].cron
    found = next_run(cron, after, BERLIN).astimezone(BERLIN)
    assert found.date() == day
    assert found.hour == 0
