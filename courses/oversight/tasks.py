"""The day's round of what is overdue."""

from django_tasks import task

from courses.oversight import services


@task(backend="jobs")
def escalate() -> int:
    """Tell heads and human resources who is overdue; return of how many turns."""
    return services.escalate()
