"""Whom and what a statement mentions: the keys by which a list of statements is filtered."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from courses.xapi.core.comparison import as_arrays
from courses.xapi.core.keys import agent_key, index_key

Json = Any


@dataclass(slots=True)
class Mentions:
    """Keys of agents and activities, True where the plain filter finds them, and definitions.

    `actor_key` and `activity_key` are those of the statement's actor and object, else empty.
    """

    actor_key: str = ""
    activity_key: str = ""
    agents: dict[str, bool] = field(default_factory=dict)
    activities: dict[str, bool] = field(default_factory=dict)
    definitions: list[tuple[str, Json]] = field(default_factory=list)

    def add_agent(self, agent: Json, *, direct: bool) -> str:
        """Note an agent, or a group and its members (Communication 2.1.3, parameter agent)."""
        key = agent_key(agent)
        if key:
            self.agents[key] = self.agents.get(key, False) or direct
        for member in agent.get("member", ()):
            self.add_agent(member, direct=direct)
        return key

    def add_activity(self, activity: Json, *, direct: bool) -> str:
        """Note an activity and what was said about it."""
        key = index_key(activity["id"])
        self.activities[key] = self.activities.get(key, False) or direct
        if "definition" in activity:
            self.definitions.append((activity["id"], activity["definition"]))
        return key


def mentions_of(statement: dict[str, Json], authority_key: str) -> Mentions:
    """Return the agents and activities of a complete statement (Communication 2.1.3)."""
    found = Mentions()
    found.actor_key, found.activity_key = _add_body(found, statement, direct=True)
    found.agents.setdefault(authority_key, False)
    return found


def registration_of(statement: dict[str, Json]) -> UUID | None:
    """Return the registration of the statement's context."""
    text = statement.get("context", {}).get("registration")
    return UUID(text) if text else None


def target_of(statement: dict[str, Json]) -> UUID | None:
    """Return the statement that the object refers to."""
    target = statement["object"]
    return UUID(target["id"]) if target.get("objectType") == "StatementRef" else None


def _add_body(found: Mentions, statement: dict[str, Json], *, direct: bool) -> tuple[str, str]:
    actor_key, activity_key = found.add_agent(statement["actor"], direct=direct), ""
    target = statement["object"]
    kind = target.get("objectType", "Activity")
    if kind == "Activity":
        activity_key = found.add_activity(target, direct=direct)
    elif kind == "SubStatement":
        _add_body(found, target, direct=False)
    elif kind != "StatementRef":
        found.add_agent(target, direct=direct)
    if "context" in statement:
        _add_context(found, statement["context"])
    return actor_key, activity_key


def _add_context(found: Mentions, context: dict[str, Json]) -> None:
    for key in ("instructor", "team"):
        if key in context:
            found.add_agent(context[key], direct=False)
    for key, kind in (("contextAgents", "agent"), ("contextGroups", "group")):
        for entry in context.get(key, ()):
            found.add_agent(entry[kind], direct=False)
    if "contextActivities" not in context:
        return
    for activities in as_arrays(context["contextActivities"]).values():
        for activity in activities:
            found.add_activity(activity, direct=False)
