"""Read an event for the fold out of a stored statement.

Only statements about items of the frozen version are events. What is out of range is left out
rather than refused: the store has accepted the statement, and a progress must always be possible.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from courses.learning.fold import SCALED_STEP, Event, Mark, Score, Spans, join_spans
from courses.learning.package_results import is_of_package, meets, needs_score
from courses.learning.vocabulary import (
    ATTEMPT,
    FOLDED_VERBS,
    PACKAGE_VERBS,
    PLACE,
    PLAYED,
    POSITION,
    RULE,
)
from courses.modules import completion
from courses.xapi import vocabulary as xapi
from courses.xapi.selectors import StatementRow

ATTEMPT_DIGITS = 12
POINTS_STEP = Decimal("0.0001")
SECONDS_STEP = Decimal("0.1")
MOST_POINTS = Decimal("999999")
LONGEST_SECONDS = Decimal("999999")
PLACE_DIGITS = 36
LONGEST_TEXT = 4000
SPAN = re.compile(r"(?:^|,\])(\d{1,6}(?:\.\d{1,6})?)\[\.\](\d{1,6}(?:\.\d{1,6})?)(?=\[,|$)")
Rules = Mapping[UUID, str]
NO_RULES: Rules = {}


def read_events(
    rows: Iterable[StatementRow], items: Mapping[str, UUID], rules: Rules = NO_RULES
) -> Iterator[Event]:
    """Return what statements say about the items, keyed by their activity identifiers."""
    for row in rows:
        event = read_event(row, items, rules)
        if event is not None:
            yield event


def read_event(
    row: StatementRow, items: Mapping[str, UUID], rules: Rules = NO_RULES
) -> Event | None:
    """Return what a statement says about one of the items.

    Voided statements, statements about other activities and other verbs say nothing.
    """
    item = items.get(row.activity)
    rule = rules.get(item) if item else None
    # What is waived counts as done whatever a package reports.
    of_package = is_of_package(rule) and row.verb != xapi.WAIVED.iri
    verb = FOLDED_VERBS.get(row.verb) or (PACKAGE_VERBS.get(row.verb) if of_package else None)
    if item is None or row.voided or verb is None:
        return None
    extensions = _part(row.result, "extensions")
    context = _part(row.context, "extensions")
    attempt, place = context.get(ATTEMPT), extensions.get(PLACE)
    score = _score(_part(row.result, "score"))
    if of_package:
        counts = meets(str(rule), verb, score.scaled if score else None)
    else:
        counts = _counts(context.get(RULE), rule, score)
    return Event(
        mark=Mark(row.timestamp, row.stored, row.statement_id),
        verb=verb,
        item=item,
        completion=row.result.get("completion") is True or (of_package and counts),
        score=score,
        attempt=attempt[:ATTEMPT_DIGITS] if isinstance(attempt, str) else "",
        seconds=_number(extensions.get(POSITION), SECONDS_STEP, LONGEST_SECONDS),
        place=place[:PLACE_DIGITS] if isinstance(place, str) else "",
        played=read_spans(extensions.get(PLAYED)),
        counts=counts,
        of_package=of_package,
        passes=of_package and counts and needs_score(str(rule)),
    )


def _counts(made_under: Any, rule: str | None, score: Score | None) -> bool:
    """Tell whether what was done under one rule also meets the rule of the version.

    The same rule does; a test whose result reaches the new pass mark does; a graded test that was
    handed in is a checked one. Statements older than the rules' codes always count.
    """
    if rule is None or not isinstance(made_under, str) or made_under == rule:
        return True
    name, _, mark = rule.partition(":")
    if name == completion.PASSED and score is not None:
        return score.scaled * 100 >= int(mark)
    return name == completion.CHECKED and made_under.startswith(completion.PASSED)


def read_spans(text: Any) -> Spans:
    """Return the parts of a recording that were played, in whole seconds, without broken ones."""
    if not isinstance(text, str):
        return ()
    return join_spans(
        tuple(
            (int(Decimal(match[1])), -int(-Decimal(match[2]) // 1))
            for match in SPAN.finditer(text[:LONGEST_TEXT])
        )
    )


def write_spans(spans: Spans) -> str:
    """Return the parts as the xAPI video profile writes them."""
    return "[,]".join(f"{begin}[.]{end}" for begin, end in spans)


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
