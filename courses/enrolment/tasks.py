"""The day's round of requests."""

from django_tasks import task

from courses.enrolment import services


@task(backend="jobs")
def remind_approvers() -> int:
    """Remind of requests that wait; return how many."""
    return services.remind_approvers()
