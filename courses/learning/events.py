"""Read an event for the fold out of a stored statement.

Only statements about items of the frozen version are events. What is out of range is left out
rather than refused: the store has accepted the statement, and a progress must always be possible.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from courses.learning.fold import SCALED_STEP, Event, Mark, Score
from courses.learning.vocabulary import ATTEMPT, FOLDED_VERBS, POSITION
from courses.xapi.selectors import StatementRow

ATTEMPT_DIGITS = 12
POINTS_STEP = Decimal("0.0001")
SECONDS_STEP = Decimal("0.1")
MOST_POINTS = Decimal("999999")
LONGEST_SECONDS = Decimal("999999")


def read_events(rows: Iterable[StatementRow], items: Mapping[str, UUID]) -> Iterator[Event]:
    """Return what statements say about the items, keyed by their activity identifiers."""
    for row in rows:
        event = read_event(row, items)
        if event is not None:
            yield event


def read_event(row: StatementRow, items: Mapping[str, UUID]) -> Event | None:
    """Return what a statement says about one of the items.

    Voided statements, statements about other activities and other verbs say nothing.
    """
    item = items.get(row.activity)
    if item is None or row.voided or row.verb not in FOLDED_VERBS:
        return None
    extensions = _part(row.result, "extensions")
    attempt = _part(row.context, "extensions").get(ATTEMPT)
    return Event(
        mark=Mark(row.timestamp, row.stored, row.statement_id),
        verb=FOLDED_VERBS[row.verb],
        item=item,
        completion=row.result.get("completion") is True,
        score=_score(_part(row.result, "score")),
        attempt=attempt[:ATTEMPT_DIGITS] if isinstance(attempt, str) else "",
        seconds=_number(extensions.get(POSITION), SECONDS_STEP, LONGEST_SECONDS),
    )


def _part(parent: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = parent.get(name)
    return value if isinstance(value, dict) else {}


def _number(value: Any, step: Decimal, most: Decimal) -> Decimal | None:
    """Return a number from nought to `most` in the precision the tables keep."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    number = Decimal(str(value))
    if not number.is_finite() or not 0 <= number <= most:
        return None
    return number.quantize(step)


def _score(score: Mapping[str, Any]) -> Score | None:
    """Return a score that can be compared: the share reached, or points of a maximum."""
    raw = _number(score.get("raw"), POINTS_STEP, MOST_POINTS)
    maximum = _number(score.get("max"), POINTS_STEP, MOST_POINTS)
    scaled = _number(score.get("scaled"), SCALED_STEP, Decimal(1))
    has_points = raw is not None and maximum is not None and maximum > 0 and raw <= maximum
    if scaled is None and has_points:
        scaled = (raw / maximum).quantize(SCALED_STEP)  # type: ignore[operator]
    if scaled is None:
        return None
    if raw is None or maximum is None or not has_points:
        return Score(scaled, scaled * 100, Decimal(100))
    return Score(scaled, raw, maximum)
