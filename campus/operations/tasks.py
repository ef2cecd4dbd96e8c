"""Background tasks of the installation itself."""

from django.core.management import call_command
from django_tasks import task

from campus.operations.selectors import WORKER
from campus.operations.services import record_sign_of_life


@task(backend="jobs")
def record_heartbeat() -> None:
    """Note that the queue is being worked on."""
    record_sign_of_life(name=WORKER)


@task(backend="jobs")
def prune_results() -> None:
    """Forget finished tasks after a week, failed ones after three months."""
    ages = ("--min-age-days=7", "--failed-min-age-days=90")
    call_command("prune_db_task_results", "--backend=jobs", "--queue-name=*", *ages, verbosity=0)
