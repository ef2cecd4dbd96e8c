"""Spare somebody a unit (cmi5 section 9.3.7)."""

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.log_actions import log

from campus.kit import dates
from courses.cmi5.core import statements
from courses.cmi5.core import vocabulary as words
from courses.cmi5.core.moveon import UNTOUCHED, meets
from courses.cmi5.core.places import unit_at
from courses.cmi5.errors import AlreadyDone, BadReason, NotWaivable
from courses.cmi5.launches import unlaunched
from courses.cmi5.models import Run, UnitProgress
from courses.cmi5.services.launching import UnknownUnit
from courses.cmi5.services.stating import locked, settle, state, states_of

if TYPE_CHECKING:
    from members.accounts.models import User

WAIVED = "course_cmi5.waived"


@transaction.atomic
def waive(*, run: Run, place: str, reason: str, by: "User") -> UnitProgress:
    """Waive a unit, with a reason; what follows is stated under the same new session.

    Raises UnknownUnit, BadReason, AlreadyDone or NotWaivable.
    """
    run = locked(pk=run.pk)
    unit = unit_at(run.package.structure, place)
    if unit is None:
        raise UnknownUnit(place)
    if reason not in words.REASONS:
        raise BadReason
    before = states_of(run).get(place, UNTOUCHED)
    if before.waived:
        raise NotWaivable
    if meets(unit["move_on"], before):
        raise AlreadyDone
    now = dates.now()
    row, _new = UnitProgress.objects.update_or_create(
        run=run,
        place=place,
        defaults={"waived_at": now, "waived_by": by, "reason": reason},
    )
    frame = unlaunched(run, dict(unit), place)
    state(statements.waived(frame, now, reason=reason))
    settle(run, frame, now)
    log(run, WAIVED, user=by, data={"place": place, "reason": reason})
    return row
