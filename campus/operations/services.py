"""The clock: enqueue what is due, give stuck and failed tasks another chance, note who is alive."""

import datetime as dt
import logging
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from campus.kit import dates
from campus.operations.models import Heartbeat, ScheduledJob
from campus.operations.schedule import JOBS, Job, next_run

logger = logging.getLogger(__name__)

BACKEND = "jobs"
MAX_ATTEMPTS = 5
# No task of ours runs for an hour; one that seems to has lost its worker.
STUCK_AFTER = dt.timedelta(hours=1)
# Waiting time before the second, third, fourth and fifth attempt.
BACK_OFF = (
    dt.timedelta(minutes=1),
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=30),
    dt.timedelta(hours=2),
)
# Failures older than this were given up before and are only kept for reading.
RETRY_WINDOW = dt.timedelta(days=2)


def record_sign_of_life(*, name: str) -> Heartbeat:
    """Note that a background process is at work now."""
    heartbeat, _created = Heartbeat.objects.update_or_create(
        name=name, defaults={"seen_at": dates.now()}
    )
    return heartbeat


def enqueue_due_jobs(*, now: dt.datetime, jobs: Iterable[Job] = JOBS) -> list[str]:
    """Enqueue each due job once, however many clocks ask at the same time."""
    return [job.name for job in jobs if _enqueue_if_due(job, now)]


def _enqueue_if_due(job: Job, now: dt.datetime) -> bool:
    """Compare and set: only the clock that moves the row on may enqueue."""
    following = next_run(job.cron, now, timezone.get_default_timezone())  # type: ignore[arg-type]
    row, created = ScheduledJob.objects.get_or_create(
        name=job.name, defaults={"next_run": following}
    )
    if created or row.next_run > now:
        return False
    with transaction.atomic():
        has_won = ScheduledJob.objects.filter(pk=row.pk, next_run=row.next_run).update(
            next_run=following, last_run=now
        )
        if has_won:
            _enqueue_unless_waiting(job)
    return bool(has_won)


def _enqueue_unless_waiting(job: Job) -> None:
    """Enqueue the task, unless one just like it still waits: a sleeping worker finds no heap."""
    task = import_string(job.task)
    waiting = DBTaskResult.objects.filter(
        task_path=task.module_path, status=TaskResultStatus.READY, backend_name=BACKEND
    )
    if not waiting.exists():
        task.enqueue()


def revive_stuck_tasks(*, now: dt.datetime) -> int:
    """Hand tasks whose worker has vanished to the next worker, or give them up."""
    stuck = DBTaskResult.objects.running().filter(
        backend_name=BACKEND, started_at__lt=now - STUCK_AFTER
    )
    return sum(_try_again(row, now) or _give_up(row, now) for row in stuck)


def retry_failed_tasks(*, now: dt.datetime) -> int:
    """Give failed tasks another chance, later each time, until the attempts are used up."""
    failed = DBTaskResult.objects.failed().filter(
        backend_name=BACKEND, finished_at__gte=now - RETRY_WINDOW
    )
    return sum(_try_again(row, row.finished_at or now) for row in failed)


def _try_again(row: "DBTaskResult", since: dt.datetime) -> int:
    """Put the row back into the queue; return 1 if this clock did it, else 0."""
    attempts = len(row.worker_ids)
    if attempts >= MAX_ATTEMPTS:
        return 0
    wait = BACK_OFF[max(attempts, 1) - 1]
    changed = DBTaskResult.objects.filter(pk=row.pk, status=row.status).update(
        status=TaskResultStatus.READY, run_after=since + wait, started_at=None, finished_at=None
    )
    return int(changed)


def _give_up(row: "DBTaskResult", now: dt.datetime) -> int:
    """Mark a task as failed for good whose worker has vanished too often."""
    logger.error("Task %s (%s) was given up: its worker vanished.", row.pk, row.task_path)
    changed = DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.RUNNING).update(
        status=TaskResultStatus.FAILED,
        finished_at=now,
        exception_class_path="builtins.RuntimeError",
        traceback="The worker vanished while it ran this task, as often as attempts are allowed.",
    )
    return int(changed)


def tick(*, now: dt.datetime) -> list[str]:
    """Do everything that is due; return the names of the jobs enqueued."""
    record_sign_of_life(name="clock")
    revive_stuck_tasks(now=now)
    retry_failed_tasks(now=now)
    return enqueue_due_jobs(now=now)
