"""Background work: let obligations follow the staff. All may run twice."""

from django_tasks import task

from courses.moves import services


@task(backend="jobs")
def follow(employment_ids: list[int]) -> int:
    """Let obligations follow these jobs."""
    return len(services.follow(employment_ids=employment_ids))


@task(backend="jobs")
def follow_all() -> int:
    """Let obligations follow everybody, also whoever has left; runs daily."""
    return services.follow_all()
