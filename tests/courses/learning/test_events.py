"""Events are read from statements; nonsense is left out, not refused."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest

from courses.learning.events import read_event
from courses.learning.vocabulary import ATTEMPT, POSITION
from courses.xapi import vocabulary as xapi
from courses.xapi.selectors import StatementRow

IRI = "https://kommunalcampus.example/xapi/activities/item/1"
KEY = uuid.UUID(int=1)
NOW = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)


def row(verb=xapi.PASSED.iri, activity=IRI, result=None, context=None, voided=False):
    return StatementRow(
        statement_id=uuid.UUID(int=7),
        verb=verb,
        activity=activity,
        timestamp=NOW,
        stored=NOW,
        actor="",
        result=result or {},
        context=context or {},
        authority_key="",
        voided=voided,
    )


def read(**parts):
    return read_event(row(**parts), {IRI: KEY})


def test_read_event_takes_completion_score_attempt_and_position():
    event = read(
        result={
            "completion": True,
            "score": {"scaled": 0.75, "raw": 3, "max": 4},
            "extensions": {POSITION: 41.26},
        },
        context={"extensions": {ATTEMPT: "0123456789abcdef"}},
    )

    assert event.item == KEY
    assert event.completion
    assert event.score == (Decimal("0.7500"), Decimal(3), Decimal(4))
    assert event.seconds == Decimal("41.3")
    assert event.attempt == "0123456789ab"


@pytest.mark.parametrize(
    "parts",
    [
        {"voided": True},
        {"activity": "https://elsewhere.example/item/1"},
        {"activity": f"{IRI}/question/2"},
        {"verb": "http://adlnet.gov/expapi/verbs/shared"},
    ],
    ids=["voided", "foreign activity", "question", "other verb"],
)
def test_read_event_what_says_nothing_is_left_out(parts):
    assert read(**parts) is None


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        ({"raw": 3, "max": 4}, (Decimal("0.75"), 3, 4)),
        ({"scaled": 0.5}, (Decimal("0.5"), 50, 100)),
        ({"scaled": 0.5, "raw": 9, "max": 4}, (Decimal("0.5"), 50, 100)),
        ({"raw": 3}, None),
        ({"scaled": -1}, None),
        ({"scaled": True}, None),
        ({"raw": 1e300, "max": 1e301}, None),
        ({"raw": 0, "max": 0}, None),
        ({}, None),
        ("much", None),
    ],
)
def test_read_event_score_is_comparable_or_nothing(score, expected):
    assert read(result={"score": score}).score == expected


@pytest.mark.parametrize("value", [-1, 10**9, "12", None, True, float("1e400")])
def test_read_event_bad_position_is_left_out(value):
    assert read(result={"extensions": {POSITION: value}}).seconds is None


@pytest.mark.parametrize("extensions", [None, [], {ATTEMPT: 4}, "x"])
def test_read_event_bad_attempt_is_left_out(extensions):
    assert read(context={"extensions": extensions}).attempt == ""
