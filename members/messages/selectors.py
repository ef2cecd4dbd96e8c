"""Reads of the messages."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from members.messages.kinds import secret_names
from members.messages.models import Message

if TYPE_CHECKING:
    from members.accounts.models import User


def inbox_of(user: "User") -> QuerySet[Message]:
    """Return what the person was told, newest first, without personal links and codes."""
    return Message.objects.filter(recipient=user).exclude(kind__in=secret_names())


def unread_count(user: "User") -> int:
    """Return how many messages wait in the inbox of somebody without e-mail."""
    return inbox_of(user).filter(channel=Message.Channel.INBOX, read_at=None).count()
