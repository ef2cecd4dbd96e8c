"""The statements that the platform itself makes about a cmi5 course (section 9.3); pure."""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from courses.cmi5.core import vocabulary as words
from courses.cmi5.core.launch import Launch, context_template
from courses.xapi import vocabulary as xapi

Json = dict[str, Any]


def launched(launch: Launch, at: dt.datetime) -> Json:
    """Return the statement before a launch, with all that the launch tells (9.6.3)."""
    unit = launch.unit
    told = {
        words.LAUNCH_MODE: launch.mode,
        words.LAUNCH_URL: launch.address,
        words.MOVE_ON: unit["move_on"],
        words.MASTERY_SCORE: unit["mastery_score"],
        words.LAUNCH_PARAMETERS: unit["launch_parameters"] or None,
    }
    statement = _about_unit(launch, xapi.LAUNCHED, at)
    extensions = {name: value for name, value in told.items() if value is not None}
    statement["context"]["extensions"].update(extensions)
    return statement


def abandoned(launch: Launch, at: dt.datetime, *, lasted: dt.timedelta) -> Json:
    """Return the statement about a session that ended without a word (9.3.6, 9.5.4.2-2)."""
    seconds = max(0.0, round(lasted.total_seconds(), 2))
    statement = _about_unit(launch, xapi.ABANDONED, at)
    return {**statement, "result": {"duration": f"PT{seconds:g}S"}}


def waived(launch: Launch, at: dt.datetime, *, reason: str) -> Json:
    """Return the statement that a unit need not be taken (9.3.7, 9.5.2.0-1, 9.5.3.0-1).

    The launch holds a session of its own, in which nothing else is stated but what is satisfied.
    """
    statement = _about_unit(launch, xapi.WAIVED, at)
    statement["context"]["contextActivities"]["category"].append(_activity(words.MOVE_ON_CATEGORY))
    result = {"success": True, "completion": True, "extensions": {words.REASON: reason}}
    return {**statement, "result": result}


def satisfied(
    launch: Launch, at: dt.datetime, *, activity_id: str, publisher_id: str, is_course: bool
) -> Json:
    """Return the statement that a block or the course is satisfied (9.3.9).

    `activity_id` is the one that the platform made; the session is that of the launch.
    """
    kind = words.COURSE if is_course else words.BLOCK
    statement = _statement(launch, xapi.SATISFIED, at, publisher_id)
    statement["object"] = {**_activity(activity_id), "definition": {"type": kind}}
    return statement


def scored(launch: Launch, at: dt.datetime, *, activity_id: str, scaled: Decimal) -> Json:
    """Return the platform's own statement of the score of a course: none that cmi5 defines."""
    statement = _statement(launch, xapi.SCORED, at, launch.unit["id"])
    del statement["context"]["contextActivities"]["category"]
    target = {**_activity(activity_id), "definition": {"type": words.COURSE}}
    return {**statement, "object": target, "result": {"score": {"scaled": float(scaled)}}}


def _about_unit(launch: Launch, verb: xapi.Verb, at: dt.datetime) -> Json:
    statement = _statement(launch, verb, at, launch.unit["id"])
    kind = launch.unit["activity_type"]
    definition: Json = {"name": launch.unit["title"], "description": launch.unit["description"]}
    definition = {**definition, "type": kind} if kind else definition
    return {**statement, "object": {**_activity(launch.activity_id), "definition": definition}}


def _statement(launch: Launch, verb: xapi.Verb, at: dt.datetime, publisher_id: str) -> Json:
    """Return the frame of a statement; 9.7.0.0-2: its time is in UTC."""
    template = context_template(launch)
    return {
        "actor": dict(launch.actor),
        "verb": verb.as_dict(),
        "timestamp": at.astimezone(dt.UTC).isoformat(timespec="milliseconds"),
        "context": {
            "registration": str(launch.registration),
            "contextActivities": {
                "category": [_activity(words.CMI5_CATEGORY)],
                "grouping": [_activity(publisher_id)],
            },
            "extensions": dict(template["extensions"]),
        },
    }


def _activity(name: str | UUID) -> Json:
    return {"objectType": "Activity", "id": str(name)}
