"""The three forms in which statements are returned: exact, ids, canonical (Communication 2.1.3)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from courses.xapi.core.actors import IDENTIFIERS
from courses.xapi.core.comparison import as_arrays

Json = Any
Definitions = Mapping[str, Json]
FORMS = ("exact", "ids", "canonical")
_COMPONENT_LISTS = ("choices", "scale", "source", "target", "steps")


def in_ids_form(statement: dict[str, Json]) -> dict[str, Json]:
    """Return the statement with what identifies agents, groups, verbs and activities, no more."""
    return _mapped(statement, actor=_bare_actor, verb=_bare_verb, activity=_bare_activity)


def in_canonical_form(
    statement: dict[str, Json], definitions: Definitions, languages: Sequence[str]
) -> dict[str, Json]:
    """Return the statement with canonical definitions, each language map in one language.

    `definitions` maps an activity's identifier to its definition; `languages` come in order of
    preference. Agents and groups stay as they were sent.
    """

    def activity(value: Json) -> Json:
        definition = definitions.get(value["id"]) or value.get("definition")
        if not definition:
            return value
        return {**value, "definition": in_one_language(definition, languages)}

    def verb(value: Json) -> Json:
        if "display" not in value:
            return value
        return {**value, "display": preferred(value["display"], languages)}

    return _mapped(statement, actor=lambda actor: actor, verb=verb, activity=activity)


def activity_ids(statement: dict[str, Json]) -> Iterable[str]:
    """Return the identifiers of all activities, for which definitions are wanted."""
    found: list[str] = []

    def noted(activity: Json) -> Json:
        found.append(activity["id"])
        return activity

    _mapped(statement, actor=lambda actor: actor, verb=lambda verb: verb, activity=noted)
    return found


def in_one_language(definition: Json, languages: Sequence[str]) -> Json:
    """Return a definition whose every language map holds one language."""
    result = dict(definition)
    for key in ("name", "description"):
        if key in result:
            result[key] = preferred(result[key], languages)
    for key in _COMPONENT_LISTS:
        if key in result:
            result[key] = [
                {**component, "description": preferred(component["description"], languages)}
                if "description" in component
                else component
                for component in result[key]
            ]
    return result


def preferred(texts: dict[str, str], languages: Sequence[str]) -> dict[str, str]:
    """Return the entry that fits the preferences best: the tag, its beginning, else the first."""
    for wanted in languages:
        for tag in texts:
            lower = tag.lower()
            if wanted == "*" or lower == wanted or lower.startswith(f"{wanted}-"):
                return {tag: texts[tag]}
    return dict(list(texts.items())[:1])


def accepted_languages(header: str) -> list[str]:
    """Return the tags of an Accept-Language header in order of preference (RFC 9110 12.5.4)."""
    weighted: list[tuple[float, str]] = []
    for part in header.split(","):
        tag, _, parameter = part.strip().partition(";")
        weight = _weight(parameter)
        if tag.strip() and weight > 0:
            weighted.append((weight, tag.strip().lower()))
    return [tag for _, tag in sorted(weighted, key=lambda pair: -pair[0])]


def _weight(parameter: str) -> float:
    name, _, number = parameter.strip().partition("=")
    try:
        return float(number) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0


def _bare_actor(actor: Json) -> Json:
    bare = {key: actor[key] for key in ("objectType", *IDENTIFIERS) if key in actor}
    if not any(key in actor for key in IDENTIFIERS) and "member" in actor:
        bare["member"] = [_bare_actor(member) for member in actor["member"]]
    return bare


def _bare_verb(verb: Json) -> Json:
    return {"id": verb["id"]}


def _bare_activity(activity: Json) -> Json:
    # An object without objectType is an activity, so that the identifier says all.
    return {"id": activity["id"]}


def _mapped(
    statement: dict[str, Json],
    *,
    actor: Callable[[Json], Json],
    verb: Callable[[Json], Json],
    activity: Callable[[Json], Json],
) -> dict[str, Json]:
    result = {
        **statement,
        "actor": actor(statement["actor"]),
        "verb": verb(statement["verb"]),
    }
    if "authority" in statement:
        result["authority"] = actor(statement["authority"])
    if "context" in statement:
        result["context"] = _mapped_context(statement["context"], actor, activity)
    target = statement["object"]
    kind = target.get("objectType", "Activity")
    if kind == "Activity":
        result["object"] = activity(target)
    elif kind == "SubStatement":
        result["object"] = _mapped(target, actor=actor, verb=verb, activity=activity)
    elif kind != "StatementRef":
        result["object"] = actor(target)
    return result


def _mapped_context(
    context: Json, actor: Callable[[Json], Json], activity: Callable[[Json], Json]
) -> Json:
    result = dict(context)
    for key in ("instructor", "team"):
        if key in result:
            result[key] = actor(result[key])
    for key, kind in (("contextAgents", "agent"), ("contextGroups", "group")):
        if key in result:
            result[key] = [{**entry, kind: actor(entry[kind])} for entry in result[key]]
    if "contextActivities" in result:
        result["contextActivities"] = {
            relation: [activity(entry) for entry in entries]
            for relation, entries in as_arrays(result["contextActivities"]).items()
        }
    return result
