"""Reads of the messages."""

from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet

from campus.kit.prepared import Prepared
from members.messages.kinds import secret_names
from members.messages.models import Message

if TYPE_CHECKING:
    from members.accounts.models import User


def inbox_of(user: "User") -> QuerySet[Message]:
    """Return what the person was told, newest first, without personal links and codes."""
    return Message.objects.filter(recipient=user).exclude(kind__in=secret_names())


def unread_count(user: "User") -> int:
    """Return how many messages wait in the inbox of somebody without e-mail."""
    [(count,)] = _unread(user.pk, sorted(secret_names())) or [(0,)]
    return int(count)


@Prepared
def _unread(user_id: int, secret: list[str]) -> QuerySet[Message, tuple[int]]:
    waiting = Message.objects.filter(recipient_id=user_id, channel=Message.Channel.INBOX)
    told = waiting.filter(read_at=None).exclude(kind__in=secret)
    return told.order_by().values("recipient").annotate(count=Count("pk")).values_list("count")
