"""Background work of insight."""

from django_tasks import task

from courses.insight import services


@task(backend="jobs")
def close_months() -> int:
    """Count the months that have ended; return how many. May run twice."""
    return services.close_months()
