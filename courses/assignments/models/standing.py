"""How everybody stood on a day, in SQL: for filters and sums; agrees with `states.status_on`.

What holds on a day is read from the turns as they are kept: a proof counts from its own day until
its end or the day on which it was revoked, whenever somebody entered it.
"""

import datetime as dt

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from campus.kit import dates
from courses.assignments.models.obligations import Obligation
from courses.assignments.models.periods import Period, is_exempt_on
from courses.assignments.states import SOON, Status

ONE_DAY = dt.timedelta(days=1)


def end_of(day: dt.date) -> dt.datetime:
    """Return the moment at which a day is over."""
    return timezone.make_aware(dt.datetime.combine(day + ONE_DAY, dt.time.min))


def obligations_until(end: dt.datetime) -> QuerySet[Obligation]:
    """Return the obligations that ran just before a moment."""
    is_running = Q(ended_at=None) | Q(ended_at__gte=end)
    return Obligation.objects.filter(is_running, created_at__lt=end)


def obligations_on(day: dt.date) -> QuerySet[Obligation]:
    """Return the obligations that ran at the end of a day."""
    return obligations_until(end_of(day))


def begun_by(day: dt.date) -> QuerySet[Period]:
    """Return every turn, old or new, that had begun by a day and concerned somebody on it."""
    is_concerned = Q(archived_on=None) | Q(archived_on__gt=day)
    return Period.objects.filter(is_concerned, assigned_on__lte=day)


def begun_by_then(day: dt.date) -> QuerySet[Period]:
    """Return what `begun_by` returns, with the days that held on an earlier day.

    Adds `due_then`, `ends_then` and `temporary_then`.
    """
    rows = _as_then(day)
    is_concerned = Q(archived_then=None) | Q(archived_then__gt=day)
    return rows.filter(is_concerned & Q(assigned_then__lte=day))


THEN = {
    "due_then": "due_on",
    "ends_then": "ends_on",
    "temporary_then": "temporary_until",
    "archived_then": "archived_on",
    "assigned_then": "assigned_on",
}


def _as_then(day: dt.date) -> QuerySet[Period]:
    """Add the days of each turn as they were on an earlier day; one join."""
    held = Q(former_days__held_from__lte=day, former_days__replaced_on__gt=day)
    rows = Period.objects.annotate(kept=FilteredRelation("former_days", condition=held))
    return rows.annotate(
        **{
            name: Case(When(kept__isnull=False, then=F(f"kept__{field}")), default=F(field))
            for name, field in THEN.items()
        }
    )


def turns_on(day: dt.date) -> QuerySet[Period]:
    """Return the turn of each person in each obligation that ran on a day, with its status.

    Adds `standing`, the status, and what it is worked out from: `is_paused` and `former_until`.
    """
    is_past = day < dates.today()
    begun = _as_then(day).filter(Q(assigned_then__lte=day)) if is_past else _assigned_by(day)
    newer = begun.filter(
        obligation=OuterRef("obligation"),
        employment=OuterRef("employment"),
        number__gt=OuterRef("number"),
    )
    rows = begun_by_then(day) if is_past else begun_by(day)
    rows = rows.filter(~Exists(newer), obligation__in=obligations_on(day))
    paused = ExpressionWrapper(is_exempt_on(day), output_field=BooleanField())
    return rows.annotate(
        is_paused=paused,
        former_until=_former_until(day),
    ).annotate(standing=_standing(day, is_past=is_past))


def _assigned_by(day: dt.date) -> QuerySet[Period]:
    return Period.objects.filter(assigned_on__lte=day)


def _former_until(day: dt.date) -> F | Coalesce:
    """Return until when the proof before counted, also if it was revoked after the day.

    Of today the turn itself knows it.
    """
    if day >= dates.today():
        return F("previous_until")
    before = Period.objects.filter(
        Q(revoked_on=None) | Q(revoked_on__gt=day),
        obligation=OuterRef("obligation"),
        employment=OuterRef("employment"),
        number=OuterRef("number") - 1,
        fulfilled_on__lte=day,
    )
    until = Subquery(before.order_by().values("valid_until")[:1], output_field=DateField())
    return Coalesce("previous_until", until)


def _standing(day: dt.date, *, is_past: bool) -> Case:
    """Return the status as a word, in the order of `states.status_on`."""
    due, ends, temporary, archived = (
        ("due_then", "ends_then", "temporary_then", "archived_then")
        if is_past
        else ("due_on", "ends_on", "temporary_until", "archived_on")
    )
    paused, is_done = Q(is_paused=True), Q(fulfilled_on__lte=day)
    is_open = Q(opens_on=None) | Q(opens_on__lte=day)
    over = Q(**{f"{ends}__lt": day})
    order: tuple[tuple[Q, Status], ...] = (
        (Q(**{f"{archived}__lte": day}), Status.ARCHIVED),
        (Q(revoked_on__lte=day), Status.REVOKED),
        (is_done & (Q(valid_until=None) | Q(valid_until__gte=day)), Status.FULFILLED),
        (is_done & paused, Status.EXEMPT),
        (is_done, Status.EXPIRED),
        (Q(former_until__gte=day) & ~paused & is_open, Status.RENEW),
        (Q(former_until__gte=day), Status.FULFILLED),
        (Q(**{f"{temporary}__gte": day}), Status.TEMPORARY),
        (paused, Status.EXEMPT),
        (Q(opens_on__gt=day), Status.FUTURE),
        (over & Q(former_until__isnull=False), Status.EXPIRED),
        (over, Status.FAILED),
        (Q(**{f"{due}__lt": day}), Status.OVERDUE),
        (Q(**{f"{due}__lte": day + dt.timedelta(days=SOON)}), Status.DUE_SOON),
    )
    return Case(
        *(When(condition, then=Value(str(status))) for condition, status in order),
        default=Value(str(Status.OPEN)),
        output_field=CharField(),
    )
