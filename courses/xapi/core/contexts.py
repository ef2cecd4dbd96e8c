"""Contexts: registration, team, related activities, agents and groups (XAPI-Data 2.4.6)."""

from collections.abc import Callable

from courses.xapi.core.activities import check_activity
from courses.xapi.core.actors import check_actor, check_agent, check_group
from courses.xapi.core.editions import Edition
from courses.xapi.core.primitives import (
    Json,
    check_array,
    check_extensions,
    check_iri,
    check_known_keys,
    check_language_tag,
    check_object,
    check_required_keys,
    check_text,
    check_uuid,
)
from courses.xapi.core.references import check_statement_reference
from courses.xapi.core.violations import Violation

_KEYS_ONE = frozenset(
    {
        "registration",
        "instructor",
        "team",
        "contextActivities",
        "revision",
        "platform",
        "language",
        "statement",
        "extensions",
    }
)
_KEYS = {Edition.ONE: _KEYS_ONE, Edition.TWO: _KEYS_ONE | {"contextAgents", "contextGroups"}}
RELATIONS = ("parent", "grouping", "category", "other")
_RELATION_KEYS = frozenset(RELATIONS)


def check_context(value: Json, path: str, edition: Edition, object_type: str) -> None:
    """Check a context: XAPI-Data 2.4.6.s3.table1 (XAPI-00084 to XAPI-00092)."""
    check_object(value, path)
    check_known_keys(value, _KEYS[edition], path)
    check_only_for_activities(value, path, object_type)
    for key, check in _CHECKS.items():
        if key in value:
            check(value[key], f"{path}.{key}")


def check_only_for_activities(value: Json, path: str, object_type: str) -> None:
    """Refuse revision and platform where the object is no activity: XAPI-Data 2.4.6.s4.b1, b2.

    XAPI-00084, XAPI-00085.
    """
    if object_type == "Activity":
        return
    for key, clause in (("revision", "Data 2.4.6.s4.b1"), ("platform", "Data 2.4.6.s4.b2")):
        if key in value:
            raise Violation(f"{path}.{key}", "is only allowed with an activity as object.", clause)


def check_context_activities(value: Json, path: str) -> None:
    """Check relations and their activities: XAPI-Data 2.4.6.2.s4.b1, b2 (XAPI-00093, 00094)."""
    check_object(value, path)
    check_known_keys(value, _RELATION_KEYS, path)
    for relation, related in value.items():
        if isinstance(related, list):
            for index, activity in enumerate(related):
                check_activity(activity, f"{path}.{relation}[{index}]")
        else:
            check_activity(related, f"{path}.{relation}")


def check_context_agents(value: Json, path: str) -> None:
    """Check agents with relevant types, new in 2.0: IEEE 9274.1.1 4.2.2.5."""
    _check_relevant(value, path, "agent", check_agent)


def check_context_groups(value: Json, path: str) -> None:
    """Check groups with relevant types, new in 2.0: IEEE 9274.1.1 4.2.2.5."""
    _check_relevant(value, path, "group", check_group)


def _check_relevant(value: Json, path: str, kind: str, check: Callable[[Json, str], None]) -> None:
    check_array(value, path)
    known = frozenset({"objectType", kind, "relevantTypes"})
    for index, entry in enumerate(value):
        here = f"{path}[{index}]"
        check_object(entry, here)
        check_known_keys(entry, known, here)
        check_required_keys(entry, ("objectType", kind), here)
        if entry["objectType"] != f"context{kind.capitalize()}":
            raise Violation(f"{here}.objectType", f"must be context{kind.capitalize()}.", "4.2.2.5")
        check(entry[kind], f"{here}.{kind}")
        if "relevantTypes" in entry:
            check_relevant_types(entry["relevantTypes"], f"{here}.relevantTypes")


def check_relevant_types(value: Json, path: str) -> None:
    """Check a list of IRIs that is not empty: IEEE 9274.1.1 4.2.2.5."""
    check_array(value, path)
    if not value:
        raise Violation(path, "must not be empty.", "4.2.2.5")
    for index, iri in enumerate(value):
        check_iri(iri, f"{path}[{index}]")


_CHECKS: dict[str, Callable[[Json, str], None]] = {
    "registration": check_uuid,
    "instructor": check_actor,
    "team": check_group,
    "contextActivities": check_context_activities,
    "contextAgents": check_context_agents,
    "contextGroups": check_context_groups,
    "revision": check_text,
    "platform": check_text,
    "language": check_language_tag,
    "statement": check_statement_reference,
    "extensions": check_extensions,
}
