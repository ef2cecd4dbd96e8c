"""Take a whole bundle back: what was begun and untouched goes, what somebody has done stays."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from wagtail.log_actions import log

from campus.kit import dates
from courses.assignments import services as obligations
from courses.bundles.errors import TooLateToUndo
from courses.bundles.models import Bundle, Part
from courses.bundles.services.assigning import AT_ONCE
from courses.bundles.signals import taken_back

if TYPE_CHECKING:
    from courses.assignments.models import Obligation, Period
    from members.accounts.models import User


@transaction.atomic
def request_undo(*, bundle: Bundle, by: "User | None") -> Bundle:
    """Take everything back, for ten minutes and before anybody was told; the log keeps who did.

    Large ones are left `UNDOING` for the worker. Raises TooLateToUndo.
    """
    locked = Bundle.objects.select_for_update().get(pk=bundle.pk)
    if not locked.can_be_undone:
        raise TooLateToUndo
    locked.state, locked.touched_at = Bundle.State.UNDOING, dates.now()
    locked.total, locked.done = locked.done, 0
    locked.save(update_fields=["state", "touched_at", "total", "done"])
    data = {"assignment": str(locked.reference), "title": str(locked)}
    log(instance=locked.municipality, action="course_bundles.undo", user=by, data=data)
    if locked.total <= AT_ONCE:
        undo(reference=locked.reference)
        locked.refresh_from_db()
    return locked


@transaction.atomic
def undo(*, reference: UUID) -> Bundle | None:
    """Take a bundle back, all of it or nothing; may run twice."""
    bundle = Bundle.objects.select_for_update().filter(reference=reference).first()
    if bundle is None or bundle.state != Bundle.State.UNDOING:
        return None
    for part in bundle.parts.select_related("obligation__municipality").order_by("-pk"):
        if part.obligation:
            _undo_part(bundle, part, part.obligation)
    bundle.state = Bundle.State.UNDONE
    bundle.save(update_fields=["state"])
    taken_back.send(Bundle, bundle=bundle)
    return bundle


def _undo_part(bundle: Bundle, part: Part, obligation: "Obligation") -> None:
    """Withdraw the turns of one thing; who has done something keeps it, and is named."""
    kept = obligations.withdraw(obligation=obligation, periods=part.begun)
    part.kept = [turn.pk for turn in kept]
    part.save(update_fields=["kept"])
    if not part.is_new:
        obligations.take_sets_back(obligation=obligation, before=part.before, added=part.added)
        _keep(obligation, kept)
    elif not obligations.abolish(obligation=obligation, by=bundle.created_by):
        nobody = {**obligations.snapshot(obligation), "departments": [], "groups": []}
        people = sorted(set(obligation.periods.values_list("employment_id", flat=True)))
        obligations.restore(
            obligation=obligation, sets={**nobody, "positions": [], "people": people}
        )


def _keep(obligation: "Obligation", kept: "list[Period]") -> None:
    """Let the obligation go on concerning whoever has already done something."""
    before = obligations.snapshot(obligation)
    if kept and any(before.values()):
        people = sorted({*before["people"], *(turn.employment_id for turn in kept)})
        obligations.restore(obligation=obligation, sets={**before, "people": people})
