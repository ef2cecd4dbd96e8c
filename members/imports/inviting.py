"""Invite whom a run has added, once the run can no longer be undone."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from campus.kit import dates
from campus.kit.errors import DomainError
from members.imports.models import ImportRow, ImportRun
from members.imports.planning import Action
from members.people import services as staff

BATCH = 25
BY_EMAIL = "email"


def invite_added(*, reference: UUID) -> int:
    """Send everybody with an address the link; return how many. Nobody is invited twice."""
    run = ImportRun.objects.filter(reference=reference).defer("content").first()
    if run is None or run.state != ImportRun.State.DONE or run.can_be_undone:
        return 0
    sent = 0
    while (number := _invite_some(run)) is not None:
        sent += number
    return sent


@transaction.atomic
def _invite_some(run: ImportRun) -> int | None:
    """Invite the next few; nothing when there is nobody left."""
    locked = ImportRun.objects.select_for_update().defer("content").get(pk=run.pk)
    if locked.invited_at is None:
        ImportRun.objects.filter(pk=run.pk).update(invited_at=dates.now())
    rows = list(
        ImportRow.objects.filter(
            ~Q(employment=None),
            run=locked,
            outcome=ImportRow.Outcome.DONE,
            action__in=(Action.ADD, Action.BACK),
            invited=False,
        )
        .select_related("employment__person__user", "employment__municipality")
        .order_by("pk")[:BATCH]
    )
    sent = sum(_invite(locked, row) for row in rows)
    ImportRow.objects.filter(pk__in=[row.pk for row in rows]).update(invited=True)
    return sent if rows else None


def _invite(run: ImportRun, row: ImportRow) -> bool:
    """Invite somebody who has an address and no account."""
    employment = row.employment
    if employment is None or not employment.person.email or employment.person.user_id:
        return False
    try:
        staff.invite(employment=employment, invited_by=run.confirmed_by, channel=BY_EMAIL)
    except DomainError:
        return False
    return True
