"""The clock's part in the life of a module."""

from django_tasks import task

from courses.lifecycle import services


@task(backend="jobs")
def publish_due() -> int:
    """Publish what waits for a day that has come."""
    return services.publish_due()


@task(backend="jobs")
def carry_out_due() -> int:
    """Close the courses that end today."""
    return services.carry_out_due()


@task(backend="jobs")
def remind_overdue() -> int:
    """Remind of modules that have to be checked."""
    return services.remind_overdue()
