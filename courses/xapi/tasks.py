"""Background work of the record store."""

from django_tasks import task

from courses.xapi import services
from courses.xapi.partitions import make_partitions


@task(backend="jobs")
def make_partitions_ahead() -> int:
    """Make the partitions of the coming months; return how many were missing."""
    return make_partitions()


@task(backend="jobs")
def forget_expired_tokens() -> int:
    """Delete the credentials of launches that have ended; return how many there were."""
    return services.forget_expired_tokens()
