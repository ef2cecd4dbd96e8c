"""A score as Assignment and Grade Services 2.0 writes it, and what it means."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from courses.lti.core.contents import Unreadable

INITIALIZED, STARTED, IN_PROGRESS, SUBMITTED, COMPLETED = (
    *("Initialized", "Started", "InProgress"),
    *("Submitted", "Completed"),
)
ACTIVITY = frozenset({INITIALIZED, STARTED, IN_PROGRESS, SUBMITTED, COMPLETED})
GRADED = "FullyGraded"
GRADING = frozenset({GRADED, "Pending", "PendingManual", "Failed", "NotReady"})
SKEW = dt.timedelta(minutes=5)
LARGEST = 999_999
LONGEST_COMMENT = 1000
STEP = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Score:
    """What a tool says of one learner."""

    user: str
    activity: str
    grading: str
    timestamp: dt.datetime
    given: Decimal | None = None
    maximum: Decimal | None = None
    comment: str = ""

    @property
    def scaled(self) -> Decimal | None:
        """Return the share reached, once it is final; more than all is all."""
        if self.grading != GRADED or self.given is None or not self.maximum:
            return None
        return min(Decimal(1), self.given / self.maximum).quantize(STEP)

    @property
    def is_completed(self) -> bool:
        """Tell whether the tool says that the learner has finished."""
        return self.activity == COMPLETED


def read_score(document: Any, now: dt.datetime) -> Score:
    """Return a score. Raises Unreadable with the name of what is wrong (AGS 2.0, 3.4)."""
    if not isinstance(document, dict):
        raise Unreadable("the score is no JSON object")
    user = document.get("userId")
    if not isinstance(user, str) or not user:
        raise Unreadable("userId is missing")
    given, maximum = _number(document, "scoreGiven"), _number(document, "scoreMaximum")
    if given is not None and not maximum:
        raise Unreadable("scoreMaximum has to be above 0 where there is a scoreGiven")
    comment = document.get("comment")
    return Score(
        user=user,
        activity=_word(document, "activityProgress", ACTIVITY),
        grading=_word(document, "gradingProgress", GRADING),
        timestamp=_moment(document, now),
        given=given,
        maximum=maximum,
        comment=_plain(comment) if isinstance(comment, str) else "",
    )


def _word(document: Mapping[str, Any], name: str, known: frozenset[str]) -> str:
    value = document.get(name)
    if not isinstance(value, str) or value not in known:
        raise Unreadable(f"{name} is missing or none of {', '.join(sorted(known))}")
    return value


def _number(document: Mapping[str, Any], name: str) -> Decimal | None:
    value = document.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unreadable(f"{name} is no number")
    if not 0 <= value <= LARGEST:
        raise Unreadable(f"{name} is out of range")
    return Decimal(str(value)).quantize(STEP)


def _moment(document: Mapping[str, Any], now: dt.datetime) -> dt.datetime:
    """Return the timestamp: with its time zone, and not in the future."""
    text = document.get("timestamp")
    try:
        moment = dt.datetime.fromisoformat(text)  # type: ignore[arg-type]
        in_utc = moment.astimezone(dt.UTC)
    except (TypeError, ValueError, OverflowError):
        raise Unreadable("timestamp is missing or no moment of ISO 8601") from None
    if moment.tzinfo is None:
        raise Unreadable("timestamp lacks its time zone")
    if in_utc > now + SKEW:
        raise Unreadable("timestamp lies in the future")
    return in_utc


def _plain(text: str) -> str:
    return text.replace("\x00", "").strip()[:LONGEST_COMMENT]
