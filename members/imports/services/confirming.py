"""The confirmation, by one person or where agreed by two; and the way back."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from campus.kit import dates
from campus.kit.after_commit import enqueue
from members.imports.errors import (
    AnotherRuns,
    NeedsSecondPerson,
    NothingToDo,
    PlanOutdated,
    TooLateToUndo,
)
from members.imports.models import STATE_WORDS, ImportRow, ImportRun
from members.imports.planning import WRITING
from members.imports.releasing import propose, run_of
from members.imports.selectors import needs_second_person, rows_to_write
from members.imports.services.checking import says_the_same
from members.imports.tasks import invite, undo, write
from members.second_person.errors import Outdated

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.second_person.models import Proposal

State = ImportRun.State


@transaction.atomic
def confirm_run(*, run: ImportRun, stamp: str, confirmed_by: "User") -> ImportRun:
    """Let the run be written; or, by the rule of two, let it wait for somebody else.

    The stamp says which preview was seen. Raises NobodyElse where nobody else could release it.
    """
    locked = ImportRun.objects.select_for_update().defer("content").get(pk=run.pk)
    _check(locked, stamp)
    if needs_second_person(locked):
        return _wait(locked, confirmed_by)
    return _start(locked, confirmed_by)


def release_run(proposal: "Proposal", by: "User") -> str:
    """Let a released run be written, if it is still what was handed over. Raises Outdated."""
    run = run_of(proposal, to_write=True)
    if run is None or run.stamp != proposal.stamp or not says_the_same(run):
        raise Outdated
    _check_second(run, by)
    _check_alone(run)
    _start(run, by)
    return reverse("imports:run", args=[run.reference])


def _check_second(run: ImportRun, by: "User") -> None:
    """Refuse who has prepared the file, or handed it over."""
    if by.pk in (run.created_by_id, run.confirmed_by_id):
        raise NeedsSecondPerson


def _start(locked: ImportRun, confirmed_by: "User") -> ImportRun:
    locked.MOVES.check(locked.state, State.RUNNING, words=STATE_WORDS)
    locked.state = State.RUNNING
    locked.confirmed_by = confirmed_by
    locked.confirmed_at = locked.touched_at = dates.now()
    locked.done, locked.total = 0, rows_to_write(locked).count()
    locked.save()
    enqueue(write, reference=str(locked.reference))
    return locked


def _check(run: ImportRun, stamp: str) -> None:
    """Refuse what was not seen, what changes nothing, and a second run beside another."""
    if run.state != State.CHECKED:
        run.MOVES.check(run.state, State.RUNNING, words=STATE_WORDS)
    if stamp != run.stamp:
        raise PlanOutdated
    if not rows_to_write(run).exists():
        raise NothingToDo
    _check_alone(run)


def _check_alone(run: ImportRun) -> None:
    busy = ImportRun.objects.filter(
        municipality=run.municipality, state__in=(State.RUNNING, State.UNDOING)
    )
    if busy.exclude(pk=run.pk).exists():
        raise AnotherRuns


def _wait(run: ImportRun, confirmed_by: "User") -> ImportRun:
    run.MOVES.check(run.state, State.WAITING, words=STATE_WORDS)
    run.proposal = propose(run, confirmed_by)
    run.state, run.confirmed_by = State.WAITING, confirmed_by
    run.save(update_fields=["state", "confirmed_by", "proposal"])
    return run


@transaction.atomic
def request_undo(*, run: ImportRun) -> ImportRun:
    """Take everything back that the run has written; for ten minutes, and before it has invited."""
    locked = ImportRun.objects.select_for_update().defer("content").get(pk=run.pk)
    if not locked.can_be_undone:
        raise TooLateToUndo
    _check_alone(locked)
    locked.state = State.UNDOING
    locked.touched_at = dates.now()
    written = ImportRow.objects.filter(run=locked, outcome=ImportRow.Outcome.DONE)
    locked.done, locked.total = 0, written.filter(action__in=WRITING).count()
    locked.save(update_fields=["state", "touched_at", "done", "total"])
    enqueue(undo, reference=str(locked.reference))
    return locked


@transaction.atomic
def invite_now(*, run: ImportRun) -> ImportRun:
    """Send the invitations at once; from then on the run stays as it is."""
    locked = ImportRun.objects.select_for_update().defer("content").get(pk=run.pk)
    if locked.state == State.DONE and locked.invited_at is None:
        locked.invited_at = dates.now()
        locked.save(update_fields=["invited_at"])
        enqueue(invite, reference=str(locked.reference))
    return locked
