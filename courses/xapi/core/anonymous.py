"""A statement without the person in it: what is kept of it, and what is not."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from courses.xapi.core.attachments import SIGNATURE_USAGE
from courses.xapi.core.keys import agent_key
from courses.xapi.core.people import named_in

Json = Any
# Numbers tell nothing about who reached them; answers and extensions may.
_KEPT_OF_RESULT = ("score", "success", "completion", "duration")


@dataclass(frozen=True, slots=True)
class Disguise:
    """What takes the place of a person, found by `key`, and of the names that lead back to one."""

    key: str
    agent: Json
    renamed: Callable[[str], str]


def is_direct(statement: dict[str, Json], key: str) -> bool:
    """Tell whether somebody is actor or object, or a member of these, in a SubStatement too."""
    if any(agent_key(agent) == key for agent in _acting(statement)):
        return True
    below = statement["object"]
    return below.get("objectType") == "SubStatement" and is_direct(below, key)


def names(statement: dict[str, Json], key: str) -> bool:
    """Tell whether somebody is named anywhere in a statement."""
    return any(agent_key(agent) == key for _path, agent in named_in(statement))


def is_signed(statement: dict[str, Json]) -> bool:
    """Tell whether a signature holds the whole statement once more."""
    attachments = statement.get("attachments", ())
    return any(each["usageType"] == SIGNATURE_USAGE for each in attachments)


def disguised(statement: dict[str, Json], disguise: Disguise) -> dict[str, Json]:
    """Return the statement with the person replaced wherever named, everything else as it is."""
    result = {**statement, "actor": _agent(statement["actor"], disguise)}
    if "authority" in statement:
        result["authority"] = _agent(statement["authority"], disguise)
    target = statement["object"]
    kind = target.get("objectType", "Activity")
    if kind == "SubStatement":
        result["object"] = disguised(target, disguise)
    elif kind in ("Agent", "Group"):
        result["object"] = _agent(target, disguise)
    if "context" in statement:
        result["context"] = _context(statement["context"], disguise)
    return result


def purged(statement: dict[str, Json]) -> dict[str, Json]:
    """Return the statement without what people typed, extensions and attachments."""
    result = {key: value for key, value in statement.items() if key not in ("attachments",)}
    if "result" in result:
        kept = {key: result["result"][key] for key in _KEPT_OF_RESULT if key in result["result"]}
        result["result"] = kept
        if not kept:
            del result["result"]
    if "extensions" in result.get("context", {}):
        result["context"] = _without(result["context"], "extensions")
    if result["object"].get("objectType") == "SubStatement":
        result["object"] = purged(result["object"])
    return result


def renamed(
    statement: dict[str, Json], disguise: Disguise, own: Collection[str]
) -> dict[str, Json]:
    """Return the statement under another id and registration; references to `own` ids follow."""
    result = dict(statement)
    if "id" in result:
        result["id"] = disguise.renamed(result["id"])
    target = result["object"]
    if target.get("objectType") == "SubStatement":
        result["object"] = renamed(target, disguise, own)
    elif target.get("objectType") == "StatementRef":
        result["object"] = _reference(target, disguise, own)
    context = dict(result.get("context", {}))
    if "registration" in context:
        context["registration"] = disguise.renamed(context["registration"])
    if "statement" in context:
        context["statement"] = _reference(context["statement"], disguise, own)
    return {**result, "context": context} if context else result


def references_of(statement: dict[str, Json]) -> Iterator[str]:
    """Yield the ids of the statements that a statement refers to."""
    target = statement["object"]
    if target.get("objectType") == "StatementRef":
        yield target["id"]
    elif target.get("objectType") == "SubStatement":
        yield from references_of(target)
    if "statement" in statement.get("context", {}):
        yield statement["context"]["statement"]["id"]


def _acting(statement: dict[str, Json]) -> Iterator[Json]:
    for part in (statement["actor"], statement["object"]):
        yield part
        yield from part.get("member", ())


def _agent(agent: Json, disguise: Disguise) -> Json:
    if agent_key(agent) == disguise.key:
        agent = {**agent, **disguise.agent, "objectType": agent.get("objectType", "Agent")}
        for said in ("name", "mbox", "mbox_sha1sum", "openid"):
            agent.pop(said, None)
    if "member" in agent:
        agent = {**agent, "member": [_agent(member, disguise) for member in agent["member"]]}
    return agent


def _context(context: Json, disguise: Disguise) -> Json:
    result = dict(context)
    for key in ("instructor", "team"):
        if key in result:
            result[key] = _agent(result[key], disguise)
    for key, kind in (("contextAgents", "agent"), ("contextGroups", "group")):
        if key in result:
            result[key] = [{**entry, kind: _agent(entry[kind], disguise)} for entry in result[key]]
    return result


def _reference(reference: Json, disguise: Disguise, own: Collection[str]) -> Json:
    if reference["id"].lower() not in own:
        return reference
    return {**reference, "id": disguise.renamed(reference["id"])}


def _without(value: Json, *keys: str) -> Json:
    return {key: part for key, part in value.items() if key not in keys}
