"""Background work of directories. May run twice."""

from django_tasks import task

from members.scim.services import forget_old_notes


@task(backend="jobs")
def tidy() -> int:
    """Forget old notes, also of a directory that has said nothing for long."""
    return forget_old_notes()
