"""Whom and what a statement mentions: the keys by which a list of statements is filtered."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from courses.xapi.core.comparison import as_arrays
from courses.xapi.core.keys import agent_key, index_key

Json = Any


@dataclass(slots=True)
class Mentions:
    """Keys of agents and activities, True where the plain filter finds them, and definitions."""

    agents: dict[str, bool] = field(default_factory=dict)
    activities: dict[str, bool] = field(default_factory=dict)
    definitions: list[tuple[str, Json]] = field(default_factory=list)

    def add_agent(self, agent: Json, *, direct: bool) -> None:
        """Note an agent, or a group and its members (Communication 2.1.3, parameter agent)."""
        key = agent_key(agent)
        if key:
            self.agents[key] = self.agents.get(key, False) or direct
        for member in agent.get("member", ()):
            self.add_agent(member, direct=direct)

    def add_activity(self, activity: Json, *, direct: bool) -> None:
        """Note an activity and what was said about it."""
        key = index_key(activity["id"])
        self.activities[key] = self.activities.get(key, False) or direct
        self.definitions.append((activity["id"], activity.get("definition")))


def mentions_of(statement: dict[str, Json]) -> Mentions:
    """Return the agents and activities of a complete statement (Communication 2.1.3)."""
    found = Mentions()
    _add_body(found, statement, direct=True)
    found.add_agent(statement["authority"], direct=False)
    return found


def registration_of(statement: dict[str, Json]) -> UUID | None:
    """Return the registration of the statement's context."""
    text = statement.get("context", {}).get("registration")
    return UUID(text) if text else None


def target_of(statement: dict[str, Json]) -> UUID | None:
    """Return the statement that the object refers to."""
    target = statement["object"]
    return UUID(target["id"]) if target.get("objectType") == "StatementRef" else None


def object_activity_key(statement: dict[str, Json]) -> str:
    """Return the key of the activity that is the object, empty if it is none."""
    target = statement["object"]
    is_activity = target.get("objectType", "Activity") == "Activity"
    return index_key(target["id"]) if is_activity else ""


def _add_body(found: Mentions, statement: dict[str, Json], *, direct: bool) -> None:
    found.add_agent(statement["actor"], direct=direct)
    target = statement["object"]
    kind = target.get("objectType", "Activity")
    if kind == "Activity":
        found.add_activity(target, direct=direct)
    elif kind == "SubStatement":
        _add_body(found, target, direct=False)
    elif kind != "StatementRef":
        found.add_agent(target, direct=direct)
    _add_context(found, statement.get("context", {}))


def _add_context(found: Mentions, context: dict[str, Json]) -> None:
    for key in ("instructor", "team"):
        if key in context:
            found.add_agent(context[key], direct=False)
    for key, kind in (("contextAgents", "agent"), ("contextGroups", "group")):
        for entry in context.get(key, ()):
            found.add_agent(entry[kind], direct=False)
    for activities in as_arrays(context.get("contextActivities", {})).values():
        for activity in activities:
            found.add_activity(activity, direct=False)
