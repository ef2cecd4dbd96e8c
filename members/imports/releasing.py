"""Imports that a second person releases: the very preview that was handed over, or nothing."""

from typing import TYPE_CHECKING

from django.urls import reverse

from campus.kit import dates
from members.imports.models import ImportRun
from members.imports.selectors import rows_to_write
from members.second_person import services as second_person

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.second_person.models import Proposal

KIND = "import"
State = ImportRun.State


def propose(run: ImportRun, by: "User") -> "Proposal":
    """Have another one decide on a run. Raises NobodyElse."""
    return second_person.propose(
        municipality=run.municipality,
        kind=KIND,
        title=run.file_name,
        people=rows_to_write(run).count(),
        payload={"run": str(run.reference)},
        stamp=run.stamp,
        by=by,
    )


def run_of(proposal: "Proposal", *, to_write: bool = False) -> ImportRun | None:
    """Return the run that waits for this decision."""
    rows = ImportRun.objects.defer("content").filter(proposal=proposal, state=State.WAITING)
    return (rows.select_for_update() if to_write else rows).first()


def close(proposal: "Proposal") -> None:
    """Let the run be a preview again, from which its owner goes on; nothing is lost."""
    run = run_of(proposal, to_write=True)
    if run is None:
        return
    proposal.result = preview_of(proposal)
    run.state, run.confirmed_by, run.touched_at = State.CHECKED, None, dates.now()
    run.save(update_fields=["state", "confirmed_by", "touched_at"])


def preview_of(proposal: "Proposal") -> str:
    """Return where the run is shown row by row."""
    return reverse("imports:run", args=[proposal.payload["run"]])


def give_up(run: ImportRun, by: "User | None" = None) -> None:
    """End the decision that is waited for, since somebody goes on working on the file."""
    if run.proposal is not None:
        second_person.overtake(proposal=run.proposal, by=by)
