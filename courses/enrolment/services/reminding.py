"""Remind those who decide of everything that waits for them, in one message, once a week."""

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from django.utils import timezone

from campus.kit import dates
from campus.kit.working_days import add_working_days
from courses.enrolment import news
from courses.enrolment.models import Enrolment
from courses.enrolment.selectors import RELATED
from courses.enrolment.states import State
from members.messages import selectors as messages

if TYPE_CHECKING:
    from members.accounts.models import User

# A request may wait for so many working days before anybody is reminded of it.
PATIENT_DAYS = 3
REMIND_EVERY = dt.timedelta(days=7)


def remind_approvers() -> int:
    """Remind whoever has a request that waits too long; runs daily, may run twice.

    Each gets one message with all that waits, again after a week. Who stands in today for
    somebody is reminded, too. Returns how many were told.
    """
    today = dates.today()
    waiting = _by_approver()
    overdue = {
        user: rows for user, rows in waiting.items() if any(_waits_long(row, today) for row in rows)
    }
    last = messages.last_told(news.REMINDED.kind, [user.pk for user in overdue])
    told = 0
    for user, rows in overdue.items():
        before = last.get(user.pk)
        if before is None or timezone.localdate(before) + REMIND_EVERY <= today:
            news.remind(user, rows, today)
            told += 1
    return told


def _by_approver() -> "dict[User, list[Enrolment]]":
    """Return for each who decides, or stands in today, the requests that wait, oldest first."""
    asked = Enrolment.objects.filter(state=State.REQUESTED, offer__approval_needed=True)
    found: dict[User, list[Enrolment]] = defaultdict(list)
    for row in asked.select_related(*RELATED).order_by("requested_at", "pk"):
        for user in news.approvers_of(row):
            found[user].append(row)
    return found


def _waits_long(row: Enrolment, today: dt.date) -> bool:
    """Tell whether a request has waited so many working days of its employer's Land."""
    land = row.employment.municipality.land if row.employment else ""
    return add_working_days(timezone.localdate(row.requested_at), PATIENT_DAYS, land) <= today
