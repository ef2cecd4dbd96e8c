"""The day's round of the review."""

from django_tasks import task

from courses.review import services


@task(backend="jobs")
def remind_overdue() -> int:
    """Remind of what is overdue; return how many stages."""
    return services.remind_overdue()
