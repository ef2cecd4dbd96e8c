"""Background tasks of the installation itself, and the daily rounds through the rooms."""

from django.core.management import call_command
from django_tasks import task

from campus.kit import dates
from campus.operations.selectors import WORKER
from campus.operations.services import record_sign_of_life
from members.cooperative import services as cooperative
from members.messages import services as messages
from members.people import services as people


@task(backend="jobs")
def record_heartbeat() -> None:
    """Note that the queue is being worked on."""
    record_sign_of_life(name=WORKER)


@task(backend="jobs")
def prune_results() -> None:
    """Forget finished tasks after a week, failed ones after three months."""
    ages = ("--min-age-days=7", "--failed-min-age-days=90")
    call_command("prune_db_task_results", "--backend=jobs", "--queue-name=*", *ages, verbosity=0)


@task(backend="jobs")
def clear_sessions() -> None:
    """Forget the sessions that have run out."""
    call_command("clearsessions", verbosity=0)


@task(backend="jobs")
def publish_scheduled() -> None:
    """Publish and withdraw the pages and lessons whose time has come."""
    call_command("publish_scheduled", verbosity=0)


@task(backend="jobs")
def close_ended_employments() -> int:
    """Take back the roles of everybody whose last day is over; return how many."""
    return people.close_ended_employments()


@task(backend="jobs")
def tell_leavers() -> int:
    """Tell everybody whose job ends soon what stays theirs; return how many."""
    return people.tell_leavers()


@task(backend="jobs")
def close_ended_memberships() -> int:
    """End the access of municipalities whose membership is over; return how many."""
    return cooperative.close_ended_memberships(dates.today())


@task(backend="jobs")
def give_up_stuck_messages() -> int:
    """Mark messages as not delivered that a broken-down worker had taken; return how many."""
    return messages.give_up_stuck_messages()
