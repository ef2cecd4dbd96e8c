"""Write the platform's own statements about learning; nothing is stored here."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from courses.learning.vocabulary import ATTEMPT, PLACE, PLAYED, POSITION, RULE
from courses.modules.questions import Graded, Question
from courses.xapi.vocabulary import (
    COMPLETED,
    FAILED,
    INTERACTION,
    PASSED,
    WAIVED,
    Verb,
    build_statement,
)

ENDING = (COMPLETED, PASSED, FAILED, WAIVED)

Statement = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity as our statements describe it; `parent` is the item of a question."""

    iri: str
    kind: str
    name: str
    language: str = "de"
    parent: str = ""
    rule: str = ""
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
    """Return a statement of one learner about one activity at one moment.

    What completes or passes an item names the rule under which it did.
    """
    extensions: dict[str, Any] = {ATTEMPT: str(attempt)} if attempt else {}
    if activity.rule and verb in ENDING:
        extensions[RULE] = activity.rule
    statement = build_statement(
        actor_name=learner.account,
        verb=verb,
        activity_id=activity.iri,
        activity_type=activity.kind,
        name={activity.language: activity.name},
        registration=learner.registration,
        timestamp=at,
        result=dict(result) if result else None,
        extensions=extensions or None,
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


def question_activity(item: Activity, question: Question) -> Activity:
    """Return the activity of one question, with its right answers as xAPI writes them."""
    interaction = question.interaction()
    components = {
        name: [{"id": one.id, "description": {item.language: one.text}} for one in choices]
        for name, choices in interaction.components.items()
    }
    return Activity(
        iri=f"{item.iri}/question/{question.id}",
        kind=INTERACTION,
        name=question.prompt,
        language=item.language,
        parent=item.iri,
        more={
            "interactionType": interaction.type,
            "correctResponsesPattern": list(interaction.patterns),
            **components,
        },
    )


def question_result(graded: Graded) -> Statement:
    """Return the result of one answered question."""
    question = graded.question
    return {
        "response": question.response(graded.answer),
        "success": graded.correct,
        "score": {
            "scaled": number(graded.credit),
            "raw": number(graded.points),
            "min": 0,
            "max": question.points,
        },
    }


def test_score(scaled: Decimal, points: Decimal, maximum: int, took: dt.timedelta) -> Statement:
    """Return the result of a test that was handed in."""
    return {
        "score": {"scaled": number(scaled), "raw": number(points), "min": 0, "max": maximum},
        "completion": True,
        "duration": duration(took),
    }


def stopped_at(seconds: Decimal | None, *, place: str = "", played: str = "") -> Statement:
    """Return the result that holds the place in a recording and in the text around it."""
    seconds_part = {} if seconds is None else {POSITION: number(seconds)}
    texts = {PLACE: place, PLAYED: played}
    return {"extensions": {**seconds_part, **{key: text for key, text in texts.items() if text}}}


def duration(took: dt.timedelta) -> str:
    """Return a span as an ISO 8601 duration in whole seconds, never a negative one."""
    return f"PT{max(0, round(took.total_seconds()))}S"


def number(value: Decimal) -> int | float:
    """Return a number as JSON writes it: whole ones without a fraction."""
    return int(value) if value == value.to_integral_value() else float(value)
