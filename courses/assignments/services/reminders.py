"""Remind those who are missing, at most once a day each."""

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.log_actions import log

from campus.kit import dates
from courses.assignments.errors import NobodyMissing, RemindedToday
from courses.assignments.models import Obligation, Period, Reminder
from courses.assignments.services.news import tell
from members.people import selectors as people

if TYPE_CHECKING:
    from members.accounts.models import User


@transaction.atomic
def remind(*, obligation: Obligation, by: "User") -> int:
    """Remind everybody who has not fulfilled the obligation; at most once a day each.

    Returns how many were reminded; raises NobodyMissing or RemindedToday if that would be nobody.
    """
    today = dates.today()
    missing = (
        Period.objects.running()
        .filter(obligation=obligation, fulfilled_on=None, exempt=False)
        .filter(employment__in=people.staff_of(obligation.municipality).order_by().values("pk"))
        .select_related("obligation__course", "employment__person__user")
    )
    if not missing.exists():
        raise NobodyMissing
    reminded = Reminder.objects.filter(sent_on=today).values("period_id")
    periods = list(missing.exclude(pk__in=reminded))
    if not periods:
        raise RemindedToday
    Reminder.objects.bulk_create(
        [Reminder(period=one, sent_on=today, sent_by=by) for one in periods],
        ignore_conflicts=True,
    )
    for period in periods:
        tell(period, kind="assignments_reminder", key=f"reminder:{period.pk}:{today}")
    log(instance=obligation, action="assignments.remind", user=by, data={"count": len(periods)})
    return len(periods)
