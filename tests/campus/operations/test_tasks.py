"""The installation's own background tasks."""

import datetime as dt

import pytest
from django_tasks_db.models import DBTaskResult

from campus.kit import dates
from campus.operations.models import Heartbeat
from campus.operations.tasks import prune_results, record_heartbeat

pytestmark = pytest.mark.django_db


def a_result(status: str, days: int) -> DBTaskResult:
    """Store a task that ended some days ago."""
    return DBTaskResult.objects.create(
        status=status,
        finished_at=dates.now() - dt.timedelta(days=days),
        args_kwargs={"args": [], "kwargs": {}},
        task_path="somewhere",
        backend_name="jobs",
        queue_name="mail",
        run_after=dates.now(),
    )


@pytest.mark.parametrize(
    ("status", "days", "is_kept"),
    [
        ("SUCCESSFUL", 6, True),
        ("SUCCESSFUL", 8, False),
        ("FAILED", 89, True),
        ("FAILED", 91, False),
    ],
)
def test_prune_keeps_failures_longer(status: str, days: int, is_kept: bool) -> None:
    result = a_result(status, days)
    prune_results.func()
    assert DBTaskResult.objects.filter(pk=result.pk).exists() is is_kept


def test_heartbeat_names_the_worker() -> None:
    record_heartbeat.func()
    assert Heartbeat.objects.get().name == "worker"
