"""The clock: due jobs once, stuck and failed tasks again, and not for ever."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from campus.kit.dates import moved_clock
from campus.operations.models import Heartbeat, ScheduledJob
from campus.operations.schedule import Job
from campus.operations.services import (
    MAX_ATTEMPTS,
    STUCK_AFTER,
    enqueue_due_jobs,
    record_sign_of_life,
    retry_failed_tasks,
    revive_stuck_tasks,
    tick,
)

pytestmark = pytest.mark.django_db

TASK = "campus.operations.tasks.record_heartbeat"
HOURLY = Job("hourly", "0 * * * *", TASK)
NOON = dt.datetime(2026, 5, 4, 12, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def waiting() -> list[str]:
    """Return the tasks in the queue."""
    return list(DBTaskResult.objects.filter(status="READY").values_list("task_path", flat=True))


def a_task(**values: Any) -> DBTaskResult:
    """Store a task in the given state."""
    defaults = {
        "args_kwargs": {"args": [], "kwargs": {}},
        "task_path": TASK,
        "backend_name": "jobs",
        "run_after": NOON - HOUR,
        "worker_ids": ["worker"],
    }
    return DBTaskResult.objects.create(**{**defaults, **values})


def test_enqueue_at_first_sight_waits_for_the_next_time() -> None:
    assert enqueue_due_jobs(now=NOON, jobs=[HOURLY]) == []
    assert ScheduledJob.objects.get().next_run == NOON + HOUR


def test_enqueue_when_due_happens_once() -> None:
    enqueue_due_jobs(now=NOON, jobs=[HOURLY])
    assert enqueue_due_jobs(now=NOON + HOUR, jobs=[HOURLY]) == ["hourly"]
    assert enqueue_due_jobs(now=NOON + HOUR, jobs=[HOURLY]) == []
    assert waiting() == [TASK]
    row = ScheduledJob.objects.get()
    assert (row.last_run, row.next_run) == (NOON + HOUR, NOON + 2 * HOUR)


def test_enqueue_after_a_long_pause_happens_once() -> None:
    enqueue_due_jobs(now=NOON, jobs=[HOURLY])
    enqueue_due_jobs(now=NOON + dt.timedelta(days=3), jobs=[HOURLY])
    assert len(waiting()) == 1
    assert ScheduledJob.objects.get().next_run == NOON + dt.timedelta(days=3) + HOUR


def test_enqueue_while_the_same_task_waits_adds_none() -> None:
    enqueue_due_jobs(now=NOON, jobs=[HOURLY])
    for hours in (1, 2, 3):
        enqueue_due_jobs(now=NOON + hours * HOUR, jobs=[HOURLY])
    assert len(waiting()) == 1


def test_revive_stuck_task_returns_it_to_the_queue() -> None:
    task = a_task(status="RUNNING", started_at=NOON - STUCK_AFTER - HOUR)
    assert revive_stuck_tasks(now=NOON) == 1
    task.refresh_from_db()
    assert (task.status, task.started_at) == ("READY", None)
    assert task.run_after == NOON + dt.timedelta(minutes=1)


def test_revive_leaves_a_working_task_alone() -> None:
    a_task(status="RUNNING", started_at=NOON - STUCK_AFTER + dt.timedelta(minutes=1))
    assert revive_stuck_tasks(now=NOON) == 0
    assert waiting() == []


def test_revive_gives_up_after_the_last_attempt() -> None:
    lost = ["worker"] * MAX_ATTEMPTS
    task = a_task(status="RUNNING", started_at=NOON - 2 * HOUR, worker_ids=lost)
    revive_stuck_tasks(now=NOON)
    task.refresh_from_db()
    assert task.status == "FAILED"
    assert "vanished" in task.traceback
    assert retry_failed_tasks(now=NOON) == 0


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 5), (3, 30), (4, 120)])
def test_retry_waits_longer_each_time(attempts: int, minutes: int) -> None:
    task = a_task(status="FAILED", finished_at=NOON, worker_ids=["worker"] * attempts)
    assert retry_failed_tasks(now=NOON) == 1
    task.refresh_from_db()
    assert task.status == "READY"
    assert task.run_after == NOON + dt.timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "values",
    [
        {"worker_ids": ["worker"] * MAX_ATTEMPTS},
        {"finished_at": NOON - dt.timedelta(days=30)},
        {"backend_name": "default"},
    ],
    ids=["attempts used up", "long ago", "not ours"],
)
def test_retry_leaves_other_failures_alone(values: dict[str, Any]) -> None:
    a_task(**{"status": "FAILED", "finished_at": NOON, **values})
    assert retry_failed_tasks(now=NOON) == 0


def test_sign_of_life_keeps_one_row_per_process() -> None:
    with moved_clock(NOON):
        record_sign_of_life(name="worker")
    with moved_clock(NOON + HOUR):
        record_sign_of_life(name="worker")
    assert list(Heartbeat.objects.values_list("name", "seen_at")) == [("worker", NOON + HOUR)]


def test_tick_notes_that_the_clock_runs() -> None:
    tick(now=timezone.now())
    assert Heartbeat.objects.filter(name="clock").exists()
    assert ScheduledJob.objects.filter(name="heartbeat").exists()
