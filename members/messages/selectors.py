"""Reads of the messages."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from campus.kit.prepared import Prepared
from members.accounts.facts import forget
from members.messages.kinds import secret_names
from members.messages.models import Message

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from members.accounts.models import User


# Where the number stands on the account of a request, read along with it.
UNREAD = "_kc_unread"


def inbox_of(user: "User") -> QuerySet[Message]:
    """Return what the person was told, newest first, without personal links and codes."""
    return Message.objects.filter(recipient=user).exclude(kind__in=secret_names())


def last_told(kind: str, users: Iterable[int]) -> dict[int, dt.datetime]:
    """Return when each of these accounts was last told something of a kind."""
    rows = Message.objects.filter(kind=kind, recipient__in=list(users)).order_by()
    return dict(rows.values_list("recipient").annotate(last=Max("created_at")))


def unread_count(user: "User") -> int:
    """Return how many messages wait in the inbox of somebody without e-mail."""
    known: int | None = getattr(user, UNREAD, None)
    if known is not None:
        return known
    [(count,)] = _unread(user.pk) or [(0,)]
    return int(count)


def forget_unread_count(user: "User | AnonymousUser") -> None:
    """Count afresh at the next question."""
    forget(user, UNREAD)


def unread_of_account(day: dt.date) -> Coalesce:
    """Return the same number for an account of an outer query."""
    return Coalesce(Subquery(_counted(OuterRef("pk"))), 0)


@Prepared
def _unread(user_id: int) -> QuerySet[Message, tuple[int]]:
    return _counted(user_id)


def _counted(user_id: "int | OuterRef") -> QuerySet[Message, tuple[int]]:
    waiting = Message.objects.filter(recipient_id=user_id, channel=Message.Channel.INBOX)
    # The kinds are registered before the first request and stay.
    told = waiting.filter(read_at=None).exclude(kind__in=sorted(secret_names()))
    return told.order_by().values("recipient").annotate(count=Count("pk")).values_list("count")
