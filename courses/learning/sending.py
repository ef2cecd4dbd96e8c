"""What the player sends about an item, perhaps long after it happened; pure.

A device may have been offline, and its clock may be wrong: it says how long ago something
happened, not when, and names each event, so that sending it again changes nothing.
"""

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal

from courses.learning.fold import Spans

LONGEST_AGO = dt.timedelta(days=60)
NOW = dt.timedelta(0)


@dataclass(frozen=True, slots=True)
class Sent:
    """How long ago something happened, and the device's name for it; empty: just now."""

    ago: dt.timedelta = NOW
    event: uuid.UUID | None = None

    def moment(self, now: dt.datetime, *, earliest: dt.datetime | None) -> dt.datetime:
        """Return when it happened: never in the future, never before the seat was given."""
        moment = now - min(max(self.ago, NOW), LONGEST_AGO)
        return max(moment, min(earliest, now)) if earliest else moment

    def statement_id(self, reason: str) -> uuid.UUID:
        """Return the identifier of the statement that this event makes."""
        name = f"{reason}/{self.event}" if self.event else str(uuid.uuid4())
        return uuid.uuid5(uuid.NAMESPACE_URL, name)


JUST_NOW = Sent()


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is in an item: second of the recording, block of the text, parts played."""

    seconds: Decimal | None = None
    block: str = ""
    played: Spans = ()
