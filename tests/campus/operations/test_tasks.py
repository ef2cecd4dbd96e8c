"""The installation's own background tasks."""

import datetime as dt

import pytest
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from campus.kit import dates
from campus.operations import tasks
from campus.operations.models import Heartbeat
from campus.operations.schedule import JOBS
from campus.operations.tasks import prune_results, record_heartbeat
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.cooperative import MembershipFactory
from tests.factories.people import EmploymentFactory

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


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_job_of_the_timetable_runs_and_may_run_twice(job) -> None:
    task = import_string(job.task)
    task.func()
    task.func()


def test_ended_employment_loses_its_roles() -> None:
    yesterday = dates.today() - dt.timedelta(days=1)
    job = EmploymentFactory(valid_until=yesterday)
    grant(user=job.person.user, role=Role.HR_MANAGER, municipality=job.municipality)
    assert tasks.close_ended_employments.func() == 1
    assert tasks.close_ended_employments.func() == 0


def test_ended_membership_closes_the_municipality() -> None:
    last_year = dates.today().year - 1
    membership = MembershipFactory(
        joined_on=dt.date(last_year - 2, 1, 1), ended_on=dt.date(last_year, 12, 31)
    )
    assert tasks.close_ended_memberships.func() == 1
    membership.municipality.refresh_from_db()
    assert membership.municipality.active is False
