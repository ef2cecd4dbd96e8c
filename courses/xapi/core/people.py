"""Whom a statement names, wherever in it, and whether they are named by opaque accounts."""

from collections.abc import Iterator
from typing import Any

from courses.xapi.core.actors import IDENTIFIERS

Json = Any


def named_in(statement: dict[str, Json], path: str = "") -> Iterator[tuple[str, Json]]:
    """Yield every agent and group of a valid statement with its path, members after their group."""
    yield from _with_members(statement["actor"], f"{path}actor")
    target = statement["object"]
    kind = target.get("objectType", "Activity")
    if kind in ("Agent", "Group"):
        yield from _with_members(target, f"{path}object")
    elif kind == "SubStatement":
        yield from named_in(target, f"{path}object.")
    context = statement.get("context", {})
    for key in ("instructor", "team"):
        if key in context:
            yield from _with_members(context[key], f"{path}context.{key}")
    for key, part in (("contextAgents", "agent"), ("contextGroups", "group")):
        for index, entry in enumerate(context.get(key, ())):
            yield from _with_members(entry[part], f"{path}context.{key}[{index}].{part}")


def account_fault(agent: Json) -> str:
    """Return what keeps an agent or group from being an opaque account, empty if nothing does.

    An anonymous group is nobody; its members are asked for themselves.
    """
    if "name" in agent:
        return "must not carry a name"
    if "account" in agent:
        return _name_fault(agent["account"]["name"])
    if any(key in agent for key in IDENTIFIERS):
        return "must be identified by an account"
    return ""


def _name_fault(name: str) -> str:
    return "must not have an e-mail address as its account" if "@" in name else ""


def _with_members(agent: Json, path: str) -> Iterator[tuple[str, Json]]:
    yield path, agent
    for index, member in enumerate(agent.get("member", ())):
        yield f"{path}.member[{index}]", member
