"""What somebody was told, for that person, and how it is forgotten."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from campus.kit.personal_data import Eraser, Erasing, Holding, Subject, forget_with, hold
from members.messages.kinds import secret_names
from members.messages.models import Message


def messages(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield the messages, the oldest first, without personal links and codes."""
    rows = Message.objects.filter(recipient_id=subject.user_id or 0)
    fields = ("subject", "body", "channel", "email", "created_at", "sent_at", "read_at")
    yield from rows.exclude(kind__in=secret_names()).order_by("pk").values(*fields)


def forget(case: Erasing) -> int:
    """Delete the messages, also those that have not left yet."""
    if case.subject.user_id is None:
        return 0
    rows = Message.objects.filter(recipient_id=case.subject.user_id)
    return rows.delete()[0]


hold(
    Holding(
        "messages",
        _("Messages"),
        messages,
        {"created_at": _("On"), "subject": _("Subject"), "body": _("text")},
        order=120,
    )
)
forget_with(Eraser("messages", forget, order=80))
