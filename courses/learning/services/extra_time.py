"""More time and attempts for tests on one seat: granted and taken back, never with a reason."""

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.log_actions import log

from campus.kit import dates
from courses.learning.models import Attempt, ExtraTime
from courses.learning.timing import time_allowed
from courses.modules.papers import paper_of

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from members.accounts.models import User

GRANTED = "learning.extra_time_granted"
WITHDRAWN = "learning.extra_time_withdrawn"


@transaction.atomic
def grant_extra_time(
    *, enrolment: "Enrolment", percent: int, minutes: int, by: "User", attempts: int = 0
) -> ExtraTime:
    """Give a seat more time for all its tests, or more attempts, in place of what it had.

    An attempt that is running gets it at once. The log names who gave it and when, on which seat
    and how much: nothing else is known.
    """
    extra, _is_new = ExtraTime.objects.update_or_create(
        enrolment=enrolment,
        defaults={
            "percent": percent,
            "minutes": minutes,
            "attempts": attempts,
            "granted_by": by,
            "granted_at": dates.now(),
        },
    )
    for attempt in _running(enrolment):
        _set_end(attempt, enrolment, extra)
    amounts = {"percent": percent, "minutes": minutes, "attempts": attempts}
    log(extra, GRANTED, user=by, data=amounts)
    return extra


@transaction.atomic
def withdraw_extra_time(*, extra: ExtraTime, by: "User") -> None:
    """Take extra time back for tests to come; a running attempt keeps the time it was promised."""
    log(extra, WITHDRAWN, user=by, deleted=True)
    extra.delete()


def _running(enrolment: "Enrolment") -> list[Attempt]:
    rows = Attempt.objects.select_for_update(of=("self",)).select_related("version")
    mine = rows.filter(enrolment=enrolment, submitted_at__isnull=True, ends_at__isnull=False)
    return list(mine)


def _set_end(attempt: Attempt, enrolment: "Enrolment", extra: ExtraTime) -> None:
    """Move the end of a running attempt back, never forward."""
    paper = paper_of(attempt.version or enrolment.version, attempt.item_key)
    if paper is None or attempt.ends_at is None:
        return
    allowed = time_allowed(paper.limit, percent=extra.percent, minutes=extra.minutes)
    if allowed is not None and attempt.started_at + allowed > attempt.ends_at:
        attempt.ends_at = attempt.started_at + allowed
        attempt.save(update_fields=["ends_at"])
