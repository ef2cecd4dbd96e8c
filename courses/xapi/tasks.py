"""Background work of the record store."""

from django_tasks import task

from courses.xapi.partitions import make_partitions


@task(backend="jobs")
def make_partitions_ahead() -> int:
    """Make the partitions of the coming months; return how many were missing."""
    return make_partitions()
