"""Rows of members.messages."""

from typing import Any

from members.messages.models import Message
from tests.architecture.permission_matrix.actors import SIGNED_IN, A, Place, World
from tests.architecture.permission_matrix.rows import Row


def a_message(world: World, place: Place) -> dict[str, Any]:
    """Put a message into the learner's inbox."""
    message = Message.objects.create(
        kind="matrix",
        key=str(place.user.pk),
        recipient=place.user,
        channel=Message.Channel.INBOX,
        state=Message.State.SENT,
        subject="Guten Tag",
        body="Text",
    )
    return {"key": message.pk}


ROWS = (
    Row("member_messages:inbox", SIGNED_IN),
    Row("member_messages:read_all", SIGNED_IN, methods=("post",)),
    Row("member_messages:message", frozenset({A.LEARNER}), a_message),
)
