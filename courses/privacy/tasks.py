"""Background work: make an export, erase a person, forget what is over. All may run twice."""

from uuid import UUID

from django_tasks import task

from courses.privacy.erasing import erase
from courses.privacy.exporting import make_export
from courses.privacy.models import Deletion
from courses.privacy.tidying import forget_expired


@task(backend="jobs")
def collect(reference: str) -> None:
    """Make an export."""
    make_export(reference=UUID(reference))


@task(backend="jobs")
def forget(reference: str) -> None:
    """Erase a person."""
    erase(reference=UUID(reference))


@task(backend="jobs")
def tidy() -> int:
    """Delete exports whose time is over, and finish deletions that broke down halfway."""
    for deletion in Deletion.objects.filter(done_at=None).order_by("pk"):
        erase(reference=deletion.reference)
    return forget_expired()
