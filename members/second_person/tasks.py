"""Background work: let proposals run out, forget what was filled in. All may run twice."""

from django_tasks import task

from members.second_person import services


@task(backend="jobs")
def expire() -> int:
    """Let run out what nobody has decided in time."""
    return services.expire()


@task(backend="jobs")
def tidy() -> int:
    """Forget what was filled in for proposals that have ended long ago."""
    return services.forget_old()
