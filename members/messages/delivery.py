"""Hand one message over to the mail server, once."""

import datetime as dt
import logging
import smtplib

from django.core.mail import EmailMessage
from django.db.models import F

from campus.kit import dates
from members.messages.kinds import UnknownKind, kind_of, secret_names
from members.messages.models import Message

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
# A worker that has held a message for so long has broken down.
PATIENCE = dt.timedelta(minutes=30)


def deliver_message(*, message_id: int) -> dt.timedelta | None:
    """Send a waiting message; return how long to wait before the next attempt, if one is due.

    Taking the message is one conditional update: of two workers only one gets it. A worker that
    dies in between leaves it “being sent”, so that nothing is ever sent twice.
    """
    taken = Message.objects.filter(pk=message_id, state=Message.State.PENDING).update(
        state=Message.State.SENDING, taken_at=dates.now(), attempts=F("attempts") + 1
    )
    if not taken:
        return None
    message = Message.objects.get(pk=message_id)
    try:
        EmailMessage(subject=message.subject, body=message.body, to=[message.email]).send()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        # The address stays out of the log.
        logger.warning("Message %s was not sent: %s", message_id, type(error).__name__)
        return _put_back(message)
    _mark_sent(message)
    return None


def _mark_sent(message: Message) -> None:
    """Note the time and drop the text of a secret message."""
    message.state = Message.State.SENT
    message.sent_at = dates.now()
    if _is_secret(message):
        message.body = ""
    message.save(update_fields=["state", "sent_at", "body"])


def _put_back(message: Message) -> dt.timedelta | None:
    """Let the message wait for another attempt, or give up after the last one."""
    gives_up = message.attempts >= MOST_ATTEMPTS
    message.state = Message.State.FAILED if gives_up else Message.State.PENDING
    if gives_up and _is_secret(message):
        message.body = ""
    message.save(update_fields=["state", "body"])
    return None if gives_up else dt.timedelta(minutes=5 ** (message.attempts - 1))


def _is_secret(message: Message) -> bool:
    """Treat a kind that no room knows any more as secret."""
    try:
        return kind_of(message.kind).secret
    except UnknownKind:
        return True


def give_up_stuck_messages() -> int:
    """Mark messages as not delivered that a broken-down worker had taken; return how many."""
    stuck = Message.objects.filter(state=Message.State.SENDING, taken_at__lt=dates.now() - PATIENCE)
    stuck.filter(kind__in=secret_names()).update(body="")
    return stuck.update(state=Message.State.FAILED)
