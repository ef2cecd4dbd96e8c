"""Tell somebody something, never the same twice."""

from typing import TYPE_CHECKING, Any

from django.db import transaction

from campus.kit import dates
from campus.kit.after_commit import enqueue
from members.messages.delivery import give_up_stuck_messages
from members.messages.kinds import kind_of
from members.messages.models import Message
from members.messages.tasks import deliver
from members.messages.texts import write

if TYPE_CHECKING:
    from members.accounts.models import User

__all__ = ["draft", "give_up_stuck_messages", "mark_all_read", "mark_read", "send"]


def draft(*, kind: str, recipient: "User | None", context: dict[str, Any]) -> tuple[str, str]:
    """Return subject and text as `send` would write them; nothing is kept or sent."""
    language = recipient.language if recipient else ""
    return write(kind_of(kind), language, {"recipient": recipient, **context})


@transaction.atomic
def send(
    *,
    kind: str,
    key: str,
    recipient: "User | None",
    email: str = "",
    context: dict[str, Any],
) -> Message | None:
    """Send a message by e-mail if there is an address, else put it into the inbox.

    Returns None where this kind and key have been sent before, and where there is neither an
    address nor an account. `context["link"]`, a path on this site, is also offered in the inbox.
    """
    known_kind = kind_of(kind)
    address = email or (recipient.email if recipient else "") or ""
    if not address and recipient is None:
        return None
    if Message.objects.filter(kind=kind, key=key).exists():
        return None
    subject, body = draft(kind=kind, recipient=recipient, context=context)
    fields = {
        "recipient": recipient,
        "email": address,
        "subject": subject,
        # Nobody ever sees a secret in the inbox, so that its text would only lie about.
        "body": "" if known_kind.secret and not address else body,
        "link": "" if known_kind.secret else str(context.get("link", "")),
        **_way(address),
    }
    # Two senders at the same time: the unique constraint lets one of them through.
    message, is_new = Message.objects.get_or_create(kind=kind, key=key, defaults=fields)
    if not is_new:
        return None
    if message.channel == Message.Channel.EMAIL:
        enqueue(deliver, message_id=message.pk)
    return message


def _way(address: str) -> dict[str, Any]:
    """Return channel and state: what lies in the inbox has arrived."""
    if address:
        return {"channel": Message.Channel.EMAIL, "state": Message.State.PENDING}
    return {
        "channel": Message.Channel.INBOX,
        "state": Message.State.SENT,
        "sent_at": dates.now(),
    }


def mark_read(*, message: Message) -> Message:
    """Note when the recipient first opened the message."""
    if message.read_at is None:
        message.read_at = dates.now()
        message.save(update_fields=["read_at"])
    return message


def mark_all_read(*, recipient: "User") -> int:
    """Note that the recipient has seen everything; return how many were new."""
    return Message.objects.filter(recipient=recipient, read_at=None).update(read_at=dates.now())
