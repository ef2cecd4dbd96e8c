"""Background work of uploads. May run twice."""

from django_tasks import task

from campus.uploads import services


@task(backend="jobs")
def forget_left_behind() -> int:
    """Delete half uploads of yesterday."""
    return services.forget_left_behind()
