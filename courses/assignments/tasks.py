"""Background work of assignments."""

from django_tasks import task

from courses.assignments import services


@task(backend="jobs")
def extend_obligations() -> int:
    """Give newcomers the obligations of their departments; runs daily and may run twice."""
    return services.extend_all()


@task(backend="jobs")
def fulfil_missed() -> int:
    """Enter completions whose news was lost; runs daily and may run twice."""
    return services.fulfil_missed()
