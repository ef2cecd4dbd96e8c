"""Appoint somebody to stand in, or end it."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils import formats
from wagtail.log_actions import log

from campus.kit import dates
from members.accounts.facts import forget
from members.deputies.errors import (
    AlreadyStandsIn,
    DaysInDisorder,
    NamesOwnDeputy,
    NobodyThere,
    Oneself,
)
from members.deputies.models import Deputyship
from members.deputies.rules import may_be_named_for
from members.deputies.selectors import PRINCIPALS, STANDS_IN, colleague, own
from members.messages import services as messages

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality


@transaction.atomic
def appoint(
    *,
    principal: "User",
    typed: str,
    first_day: dt.date,
    last_day: dt.date,
    town: "Municipality | None" = None,
) -> Deputyship:
    """Let a colleague, named by address or personnel number, stand in for some days.

    A town is given where its human resources name the deputy. The colleague is told.
    Raises NobodyThere, Oneself, DaysInDisorder or AlreadyStandsIn.
    """
    job = colleague(principal, typed.strip(), town)
    if job is None or job.person.user is None:
        raise NobodyThere(typed=typed)
    deputy = job.person.user
    if deputy.pk == principal.pk:
        raise Oneself
    if last_day < max(first_day, dates.today()):
        raise DaysInDisorder
    same = Deputyship.objects.filter(principal=principal, deputy=deputy)
    if same.filter(first_day__lte=last_day, last_day__gte=first_day).exists():
        raise AlreadyStandsIn(name=str(job.person))
    row = Deputyship.objects.create(
        principal=principal,
        deputy=deputy,
        first_day=first_day,
        last_day=last_day,
        named_in=town,
    )
    _tell(row)
    return row


@transaction.atomic
def appoint_for_head(
    *, head: "User", town: "Municipality", by: "User", **values: Any
) -> Deputyship:
    """Let human resources name who stands in for a head; the head is told, too.

    Raises NamesOwnDeputy, or what `appoint` raises.
    """
    _check(head, town)
    row = appoint(principal=head, town=town, **values)
    _tell_head(row, "deputies_named", by.get_full_name())
    _note(row, "deputies.appoint_for_head", town, by)
    return row


@transaction.atomic
def end_for_head(*, row: Deputyship, town: "Municipality", by: "User") -> None:
    """Let human resources end it; the head is told. Raises NamesOwnDeputy."""
    _check(row.principal, town)
    _tell_head(row, "deputies_ended", by.get_full_name())
    _note(row, "deputies.end_for_head", town, by)
    end(row=row)


@transaction.atomic
def end_named_beyond(*, principal: "User") -> int:
    """End what human resources named and could not name now; return how many. The head is told.

    A head who gets tasks beyond the town, or who becomes human resources, names deputies alone.
    """
    rows = own(principal).exclude(named_in=None).select_related("named_in")
    ended = [row for row in rows if row.named_in and not may_be_named_for(principal, row.named_in)]
    for row in ended:
        _tell_head(row, "deputies_ended", "")
        _note(row, "deputies.end_for_head", row.named_in, None)
        end(row=row)
    return len(ended)


def _check(head: "User", town: "Municipality") -> None:
    if not may_be_named_for(head, town):
        raise NamesOwnDeputy(name=head.get_full_name())


def _note(row: Deputyship, action: str, town: "Municipality | None", by: "User | None") -> None:
    data = {"head": row.principal_id, "deputy": row.deputy_id, "until": str(row.last_day)}
    log(instance=town, action=action, user=by, data=data)


def _tell_head(row: Deputyship, kind: str, by: str) -> None:
    messages.send(
        kind=kind,
        key=str(row.pk),
        recipient=row.principal,
        context={
            "deputy": row.deputy.get_full_name(),
            "by": by,
            "first_day": formats.date_format(row.first_day, "SHORT_DATE_FORMAT"),
            "last_day": formats.date_format(row.last_day, "SHORT_DATE_FORMAT"),
            "link": reverse("deputies:index"),
        },
    )


@transaction.atomic
def end(*, row: Deputyship) -> None:
    """End it at once; one that has begun stays as a note of who could decide."""
    yesterday = dates.today() - dt.timedelta(days=1)
    if row.first_day >= dates.today():
        row.delete()
    else:
        Deputyship.objects.filter(pk=row.pk).update(last_day=yesterday)
    forget(row.deputy, STANDS_IN, PRINCIPALS)


def _tell(row: Deputyship) -> None:
    messages.send(
        kind="deputies_appointed",
        key=str(row.pk),
        recipient=row.deputy,
        context={
            "principal": row.principal.get_full_name(),
            "first_day": formats.date_format(row.first_day, "SHORT_DATE_FORMAT"),
            "last_day": formats.date_format(row.last_day, "SHORT_DATE_FORMAT"),
            "link": reverse("deputies:index"),
        },
    )
