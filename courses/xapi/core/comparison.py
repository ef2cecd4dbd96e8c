"""Are two statements the same? (XAPI-Data 2.3.1, statement comparison requirements)"""

from typing import Any

from courses.xapi.core import formats
from courses.xapi.core.attachments import SIGNATURE_USAGE
from courses.xapi.core.contexts import RELATIONS
from courses.xapi.core.jsontext import dumped
from courses.xapi.core.keys import comparable_mailbox

# Assigned by the store, so that they say nothing on whether two statements are the same.
_ASSIGNED = frozenset({"id", "stored", "authority", "version", "timestamp"})
Json = Any


def same_statement(received: dict[str, Json], existing: dict[str, Json]) -> bool:
    """Tell whether the received statement matches the existing one (Communication 2.1.2.s2.b4).

    A timestamp counts only if both have one that the store did not assign.
    """
    if not _same_timestamp(received, existing):
        return False
    return comparable(received) == comparable(existing)


def same_as_signed(received: dict[str, Json], signed: dict[str, Json]) -> bool:
    """Tell whether the received statement is the one in a signature's payload (Data 2.6.s4.b3).

    Signature attachments came after signing and do not count.
    """
    if not _same_timestamp(received, signed):
        return False
    return comparable(_unsigned(received)) == comparable(_unsigned(signed))


def comparable(statement: dict[str, Json]) -> dict[str, Json]:
    """Return what makes the statement itself: without assigned properties and definitions."""
    return {key: _part(key, value) for key, value in statement.items() if key not in _ASSIGNED}


def _part(key: str, value: Json) -> Json:
    reader = _PARTS.get(key)
    return reader(value) if reader else value


def _verb(verb: Json) -> Json:
    # "display" is not part of the statement: Data 2.3.1.s1.b3.
    return verb["id"]


def _actor(actor: Json) -> Json:
    result = dict(actor)
    if "mbox" in result:
        result["mbox"] = comparable_mailbox(result["mbox"])
    if "mbox_sha1sum" in result:
        result["mbox_sha1sum"] = result["mbox_sha1sum"].lower()
    if "member" in result:
        # The list of members has no order: Data 2.3.1.s1.b5.
        result["member"] = sorted((_actor(member) for member in result["member"]), key=_in_order)
    return result


def _activity(activity: Json) -> Json:
    # The definition is not part of the statement: Data 2.3.1.s1.b2.
    return {key: value for key, value in activity.items() if key != "definition"}


def _object(value: Json) -> Json:
    kind = value.get("objectType", "Activity")
    if kind in ("Agent", "Group"):
        return _actor(value)
    if kind == "SubStatement":
        return comparable(value) | {"timestamp": _instant(value)}
    return _activity(value)


def _result(result: Json) -> Json:
    if "duration" not in result:
        return result
    return result | {"duration": formats.comparable_duration(result["duration"])}


def _context(context: Json) -> Json:
    result = dict(context)
    for key in ("instructor", "team"):
        if key in result:
            result[key] = _actor(result[key])
    for key, kind in (("contextAgents", "agent"), ("contextGroups", "group")):
        if key in result:
            result[key] = [entry | {kind: _actor(entry[kind])} for entry in result[key]]
    if "contextActivities" in result:
        related = as_arrays(result["contextActivities"])
        result["contextActivities"] = {
            key: [_activity(activity) for activity in activities]
            for key, activities in related.items()
        }
    if "registration" in result:
        result["registration"] = result["registration"].lower()
    return result


_PARTS = {
    "actor": _actor,
    "verb": _verb,
    "object": _object,
    "result": _result,
    "context": _context,
}


def as_arrays(related: dict[str, Json]) -> dict[str, list[Json]]:
    """Return context activities with every value as an array (Data 2.4.6.2.s4.b3, b4)."""
    return {
        relation: related[relation] if isinstance(related[relation], list) else [related[relation]]
        for relation in RELATIONS
        if relation in related
    }


def _in_order(value: Json) -> str:
    return dumped(value)


def _instant(statement: dict[str, Json]) -> Json:
    return formats.parsed_time(statement.get("timestamp", ""))


def _same_timestamp(received: dict[str, Json], existing: dict[str, Json]) -> bool:
    first, second = _instant(received), _instant(existing)
    assigned = second is not None and second == formats.parsed_time(existing.get("stored", ""))
    return assigned or first is None or second is None or first == second


def _unsigned(statement: dict[str, Json]) -> dict[str, Json]:
    kept = [
        attachment
        for attachment in statement.get("attachments", [])
        if attachment.get("usageType") != SIGNATURE_USAGE
    ]
    result = {key: value for key, value in statement.items() if key != "attachments"}
    return result | {"attachments": kept} if kept else result
