"""What was left lying: interrupted runs, unsent invitations, files and rows nobody needs."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from campus.kit import dates
from campus.kit.undoing import PATIENCE, UNDO_FOR
from members.imports.models import (
    DRAFT_KEPT_FOR,
    ROWS_KEPT_FOR,
    ImportRow,
    ImportRun,
)

State = ImportRun.State


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Runs that have to be carried on."""

    writing: list[UUID]
    undoing: list[UUID]
    inviting: list[UUID]


def left_over() -> LeftOver:
    """Find what a crash or a restart has interrupted."""
    now = dates.now()
    still = ImportRun.objects.filter(touched_at__lt=now - PATIENCE)
    due = ImportRun.objects.filter(
        Q(sends_invitations=True, finished_at__lt=now - UNDO_FOR - PATIENCE)
        | Q(invited_at__lt=now - PATIENCE),
        state=State.DONE,
        rows__invited=False,
        rows__outcome=ImportRow.Outcome.DONE,
        rows__action__in=("add", "back"),
        finished_at__gt=now - ROWS_KEPT_FOR,
    )
    return LeftOver(
        writing=_references(still.filter(state=State.RUNNING)),
        undoing=_references(still.filter(state=State.UNDOING)),
        inviting=_references(due.distinct()),
    )


def _references(runs: QuerySet[ImportRun]) -> list[UUID]:
    return list(runs.order_by("pk").values_list("reference", flat=True))


def forget_old() -> int:
    """Delete drafts and the rows of old runs; that there was an import stays on record."""
    now = dates.now()
    drafts = ImportRun.objects.filter(
        Q(touched_at=None) | Q(touched_at__lt=now - DRAFT_KEPT_FOR),
        # What waits for a second person runs out by itself, and is a preview again.
        state__in=(State.DRAFT, State.CHECKED),
        created_at__lt=now - DRAFT_KEPT_FOR,
    )
    number, _kinds = drafts.delete()
    old = ImportRow.objects.filter(
        run__state__in=(State.DONE, State.UNDONE), run__finished_at__lt=now - ROWS_KEPT_FOR
    )
    rows, _kinds = old.delete()
    return number + rows
