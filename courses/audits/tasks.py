"""Background work: make a package, forget what is over. Both may run twice."""

from uuid import UUID

from django_tasks import task

from courses.audits import services


@task(backend="jobs")
def make(reference: str) -> None:
    """Make a package."""
    services.make_package(reference=UUID(reference))


@task(backend="jobs")
def tidy() -> int:
    """Forget the files whose time is over."""
    return services.forget_expired()
