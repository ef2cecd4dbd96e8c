"""Read what the player's script sends; what cannot be read is refused or left out."""

import datetime as dt
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.http import QueryDict

from courses.learning.errors import BadPosition
from courses.learning.events import read_spans
from courses.learning.sending import JUST_NOW, LONGEST_AGO, Place, Sent


def read_place(form: QueryDict) -> Place:
    """Return the place in a lesson. Raises BadPosition."""
    return Place(
        seconds=_seconds(form.get("seconds", "")),
        block=_block(form.get("block", "")),
        played=read_spans(form.get("played", "")),
    )


def _seconds(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        raise BadPosition from None


def _block(text: str) -> str:
    """Return the identifier of a block, empty for anything else."""
    return str(_uuid(text) or "")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def read_sent(form: QueryDict) -> Sent:
    """Return how long ago something happened and the device's name for it."""
    event, ago = _uuid(form.get("event", "")), form.get("ago", "")
    if event is None:
        return JUST_NOW
    seconds = int(ago) if ago.isascii() and ago.isdigit() and len(ago) <= 9 else 0
    return Sent(ago=min(dt.timedelta(seconds=seconds), LONGEST_AGO), event=event)
