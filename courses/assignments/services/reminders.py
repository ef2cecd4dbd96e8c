"""Remind those who are missing, at most once a day each."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log

from campus.kit import dates
from courses.assignments.errors import NobodyMissing, RemindedToday
from courses.assignments.models import Obligation, Period, Reminder, is_exempt_on
from courses.assignments.services.news import REMINDER, draft, tell
from members.people import selectors as people

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.people.models import Person

# Days before the deadline on which a reminder goes out by itself, and the day after it.
BEFORE_DUE = (14, 3, -1)


@transaction.atomic
def remind(*, obligation: Obligation, by: "User") -> int:
    """Remind everybody who has not fulfilled the obligation; at most once a day each.

    Returns how many were reminded; raises NobodyMissing or RemindedToday if that would be nobody.
    """
    missing = _missing(dates.today()).filter(
        obligation=obligation,
        employment__in=people.staff_of(obligation.municipality).order_by().values("pk"),
    )
    if not missing.exists():
        raise NobodyMissing
    periods = _not_reminded(missing)
    if not periods:
        raise RemindedToday
    _remind(periods, by=by)
    log(instance=obligation, action="assignments.remind", user=by, data={"count": len(periods)})
    return len(periods)


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many turns were reminded of, and how many had been on the same day already."""

    sent: int
    today: int
    # The turns that were reminded of.
    turns: tuple[int, ...] = ()


@transaction.atomic
def remind_turns(
    *, municipality: "Municipality", turns: Collection[int], by: "User", text: str = ""
) -> Reminded:
    """Remind of these turns of a municipality, as far as they are open; once a day each.

    `text` takes the place of the standard words; obligation, deadline and link follow anyway.
    """
    missing = _missing_of(municipality, turns)
    periods = _not_reminded(missing)
    _remind(periods, by=by, text=text)
    data = {"count": len(periods)}
    log(instance=municipality, action="assignments.remind", user=by, data=data)
    sent = tuple(one.pk for one in periods)
    return Reminded(len(sent), missing.count() - len(sent), sent)


@dataclass(frozen=True, slots=True)
class Mail:
    """A reminder as one of those to be reminded gets it, and how many get one."""

    count: int
    recipient: "Person"
    subject: str
    body: str


def first_mail(
    *, municipality: "Municipality", turns: Collection[int], text: str = ""
) -> Mail | None:
    """Return the first of the mails that `remind_turns` would send; None if it would send none."""
    waiting = _missing_of(municipality, turns).exclude(pk__in=_reminded_today())
    keys = set(waiting.values_list("pk", flat=True))
    first = next((key for key in turns if key in keys), None)
    if first is None:
        return None
    period = waiting.get(pk=first)
    subject, body = draft(period, kind=REMINDER, text=text)
    return Mail(len(keys), period.employment.person, subject, body)


@transaction.atomic
def remind_by_window() -> int:
    """Remind whose deadline comes close or has just passed; runs daily and may run twice."""
    today = dates.today()
    days = [today + dt.timedelta(days=before) for before in BEFORE_DUE]
    periods = _not_reminded(
        _missing(today).filter(
            due_on__in=days, employment__in=people.jobs_on(today).order_by().values("pk")
        )
    )
    # Whoever has been asked today only need not be reminded of it as well.
    asked = [one for one in periods if (one.opens_on or one.assigned_on) < today]
    _remind(asked, by=None)
    return len(asked)


def _missing(day: dt.date) -> "QuerySet[Period]":
    """Return the open turns of a day, without those who are exempt."""
    is_open = Q(opens_on=None) | Q(opens_on__lte=day)
    rows = Period.objects.running().filter(is_open, fulfilled_on=None)
    return rows.exclude(is_exempt_on(day)).select_related(
        "obligation__course", "employment__person__user"
    )


def _missing_of(municipality: "Municipality", turns: Collection[int]) -> "QuerySet[Period]":
    """Return those of these turns that are open, of the municipality's present staff."""
    return _missing(dates.today()).filter(
        pk__in=turns,
        obligation__municipality=municipality,
        employment__in=people.staff_of(municipality).order_by().values("pk"),
    )


def _reminded_today() -> "QuerySet[Reminder, Any]":
    return Reminder.objects.filter(sent_on=dates.today()).values("period_id")


def _not_reminded(missing: "QuerySet[Period]") -> list[Period]:
    return list(missing.exclude(pk__in=_reminded_today()))


def _remind(periods: Sequence[Period], *, by: "User | None", text: str = "") -> None:
    today = dates.today()
    Reminder.objects.bulk_create(
        [Reminder(period=one, sent_on=today, sent_by=by) for one in periods],
        ignore_conflicts=True,
    )
    for period in periods:
        key = f"reminder:{period.pk}:{today}"
        tell(period, kind=REMINDER, key=key, text=text)
