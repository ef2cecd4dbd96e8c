"""Background work: write, tell, undo, carry on. All may run twice."""

from uuid import UUID

from django_tasks import task

from courses.bundles import services


@task(backend="jobs")
def write(reference: str) -> None:
    """Write a large bundle."""
    services.write(reference=UUID(reference))


@task(backend="jobs")
def undo(reference: str) -> None:
    """Take a large bundle back."""
    services.undo(reference=UUID(reference))


@task(backend="jobs")
def tell(reference: str) -> int:
    """Tell the staff of a bundle that can no longer be undone."""
    return services.tell(reference=UUID(reference))


@task(backend="jobs")
def go_on() -> int:
    """Carry on with what was interrupted, and tell whoever is still to be told."""
    found = services.left_over()
    for reference in found.writing:
        services.write(reference=reference)
    for reference in found.undoing:
        services.undo(reference=reference)
    for reference in found.telling:
        services.tell(reference=reference)
    return len(found.writing) + len(found.undoing) + len(found.telling)
