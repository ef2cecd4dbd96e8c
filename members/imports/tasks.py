"""Background work of imports: write, undo, invite, carry on. All may run twice."""

from uuid import UUID

from django_tasks import task

from campus.kit import dates
from campus.kit.undoing import UNDO_FOR
from members.imports.inviting import invite_added
from members.imports.tidying import forget_old, left_over
from members.imports.undoing import undo_run
from members.imports.writing import write_run


@task(backend="jobs")
def invite(reference: str) -> int:
    """Invite everybody whom a run has added."""
    return invite_added(reference=UUID(reference))


@task(backend="jobs")
def write(reference: str) -> None:
    """Write a confirmed run; invitations go out when it can no longer be undone."""
    run = write_run(reference=UUID(reference))
    if run is not None and run.sends_invitations:
        invite.using(run_after=dates.now() + UNDO_FOR).enqueue(reference=reference)


@task(backend="jobs")
def undo(reference: str) -> None:
    """Take a run back."""
    undo_run(reference=UUID(reference))


@task(backend="jobs")
def finish_left_over() -> int:
    """Carry on with runs that were interrupted, and with invitations that were not sent."""
    found = left_over()
    for reference in found.writing:
        write_run(reference=reference)
    for reference in found.undoing:
        undo_run(reference=reference)
    for reference in found.inviting:
        invite_added(reference=reference)
    return len(found.writing) + len(found.undoing) + len(found.inviting)


@task(backend="jobs")
def tidy() -> int:
    """Forget previews that nobody confirmed, and the rows of runs that are long done."""
    return forget_old()
