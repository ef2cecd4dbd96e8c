"""Write the platform's own statements about learning; nothing is stored here."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from courses.learning.vocabulary import ATTEMPT, POSITION
from courses.xapi.vocabulary import INTERACTION, Verb, build_statement

Statement = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity as our statements describe it; `parent` is the item of a question."""

    iri: str
    kind: str
    name: str
    language: str = "de"
    parent: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Learner:
    """Who learns on which seat: an opaque account, never a name or an address."""

    account: uuid.UUID
    registration: uuid.UUID
    course: Activity


def build(
    learner: Learner,
    verb: Verb,
    activity: Activity,
    at: dt.datetime,
    *,
    result: Mapping[str, Any] | None = None,
    attempt: uuid.UUID | None = None,
) -> Statement:
    """Return a statement of one learner about one activity at one moment."""
    statement = build_statement(
        actor_name=learner.account,
        verb=verb,
        activity_id=activity.iri,
        activity_type=activity.kind,
        name={activity.language: activity.name},
        registration=learner.registration,
        timestamp=at,
        result=dict(result) if result else None,
        extensions={ATTEMPT: str(attempt)} if attempt else None,
        grouping=None if activity.iri == learner.course.iri else learner.course.iri,
    )
    statement["object"]["definition"].update(activity.more)
    if activity.parent:
        statement["context"]["contextActivities"]["parent"] = [
            {"objectType": "Activity", "id": activity.parent}
        ]
    return statement


def with_id(statement: Statement, reason: str) -> Statement:
    """Give the statement an identifier made from its reason, so that it is stored only once."""
    return {**statement, "id": str(uuid.uuid5(uuid.NAMESPACE_URL, reason))}


def question_activity(
    item: Activity, question_id: str, prompt: str, choices: Iterable[tuple[str, str, bool]]
) -> Activity:
    """Return the activity of one question; `choices` are identifier, text and whether right."""
    listed = list(choices)
    right = "[,]".join(identifier for identifier, _, is_right in listed if is_right)
    texts = [
        {"id": identifier, "description": {item.language: text}} for identifier, text, _ in listed
    ]
    return Activity(
        iri=f"{item.iri}/question/{question_id}",
        kind=INTERACTION,
        name=prompt,
        language=item.language,
        parent=item.iri,
        more={
            "interactionType": "choice",
            "correctResponsesPattern": [right],
            "choices": texts,
        },
    )


def answer(chosen: Iterable[str], *, is_right: bool, credit: Decimal) -> Statement:
    """Return the result of one answered question."""
    share = number(credit)
    return {
        "response": "[,]".join(chosen),
        "success": is_right,
        "score": {"scaled": share, "raw": share, "min": 0, "max": 1},
    }


def test_score(scaled: Decimal, points: Decimal, maximum: int, took: dt.timedelta) -> Statement:
    """Return the result of a test that was handed in."""
    return {
        "score": {"scaled": number(scaled), "raw": number(points), "min": 0, "max": maximum},
        "completion": True,
        "duration": duration(took),
    }


def stopped_at(seconds: Decimal) -> Statement:
    """Return the result that holds the place in a recording."""
    return {"extensions": {POSITION: number(seconds)}}


def duration(took: dt.timedelta) -> str:
    """Return a span as an ISO 8601 duration in whole seconds, never a negative one."""
    return f"PT{max(0, round(took.total_seconds()))}S"


def number(value: Decimal) -> int | float:
    """Return a number as JSON writes it: whole ones without a fraction."""
    return int(value) if value == value.to_integral_value() else float(value)
