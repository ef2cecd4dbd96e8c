"""Background work on sessions."""

from django_tasks import task

from courses.cmi5 import services


@task(backend="jobs")
def abandon_forgotten() -> int:
    """Abandon sessions that nobody has ended; may run twice."""
    return services.abandon_forgotten()
