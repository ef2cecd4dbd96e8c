"""Activities and their definitions, interactions among them (XAPI-Data 2.4.4.1)."""

from courses.xapi.core.primitives import (
    Json,
    check_array,
    check_extensions,
    check_iri,
    check_known_keys,
    check_language_map,
    check_object,
    check_required_keys,
    check_text,
)
from courses.xapi.core.remembering import once
from courses.xapi.core.violations import Violation

_ACTIVITY_KEYS = frozenset({"objectType", "id", "definition"})
# Which lists of components an interaction of that type may have: Data 2.4.4.1.s8, s15.
COMPONENTS: dict[str, frozenset[str]] = {
    "true-false": frozenset(),
    "choice": frozenset({"choices"}),
    "fill-in": frozenset(),
    "long-fill-in": frozenset(),
    "matching": frozenset({"source", "target"}),
    "performance": frozenset({"steps"}),
    "sequencing": frozenset({"choices"}),
    "likert": frozenset({"scale"}),
    "numeric": frozenset(),
    "other": frozenset(),
}
COMPONENT_LISTS = ("choices", "scale", "source", "target", "steps")
_INTERACTION_KEYS = frozenset({"correctResponsesPattern", *COMPONENT_LISTS})
_DEFINITION_KEYS = _INTERACTION_KEYS | {
    "name",
    "description",
    "type",
    "moreInfo",
    "extensions",
    "interactionType",
}
_COMPONENT_KEYS = frozenset({"id", "description"})


@once
def check_activity(value: Json, path: str) -> None:
    """Check an activity: XAPI-Data 2.4.4.1.s1.table1 (XAPI-00047, XAPI-00048)."""
    check_object(value, path)
    check_known_keys(value, _ACTIVITY_KEYS, path)
    if value.get("objectType", "Activity") != "Activity":
        raise Violation(f"{path}.objectType", "must be Activity.", "Data 2.4.4.1.s1.table1.row1")
    check_required_keys(value, ("id",), path)
    check_iri(value["id"], f"{path}.id")
    if "definition" in value:
        check_definition(value["definition"], f"{path}.definition")


def check_definition(value: Json, path: str) -> None:
    """Check a definition: XAPI-Data 2.4.4.1.s2.table1 (XAPI-00049 to XAPI-00056)."""
    check_object(value, path)
    check_known_keys(value, _DEFINITION_KEYS, path)
    for key in ("name", "description"):
        if key in value:
            check_language_map(value[key], f"{path}.{key}")
    for key in ("type", "moreInfo"):
        if key in value:
            check_iri(value[key], f"{path}.{key}")
    if "extensions" in value:
        check_extensions(value["extensions"], f"{path}.extensions")
    check_interaction(value, path)


def check_interaction(value: Json, path: str) -> None:
    """Check the interaction properties of a definition: XAPI-Data 2.4.4.1.s8 (XAPI-00064)."""
    if "interactionType" in value:
        check_interaction_type(value["interactionType"], f"{path}.interactionType")
    elif not _INTERACTION_KEYS.isdisjoint(value):
        raise Violation(f"{path}.interactionType", "is required here.", "Data 2.4.4.1.s8")
    else:
        return
    check_component_lists_fit(value, path)
    if "correctResponsesPattern" in value:
        check_patterns(value["correctResponsesPattern"], f"{path}.correctResponsesPattern")
    for key in COMPONENT_LISTS:
        if key in value:
            check_components(value[key], f"{path}.{key}")


def check_interaction_type(value: Json, path: str) -> None:
    """Check one of the ten types: XAPI-Data 2.4.4.1.s8.table1.row1 (XAPI-00059)."""
    check_text(value, path)
    if value not in COMPONENTS:
        raise Violation(path, "is no interaction type.", "Data 2.4.4.1.s8.table1.row1")


def check_component_lists_fit(value: Json, path: str) -> None:
    """Refuse component lists foreign to the type: XAPI-Data 2.4.4.1.s15.table2 (XAPI-00061)."""
    allowed = COMPONENTS[value["interactionType"]]
    for key in COMPONENT_LISTS:
        if key in value and key not in allowed:
            raise Violation(f"{path}.{key}", "does not fit the type.", "Data 2.4.4.1.s15.table2")


def check_patterns(value: Json, path: str) -> None:
    """Check an array of strings: XAPI-Data 2.4.4.1.s8.table1.row2 (XAPI-00060)."""
    check_array(value, path)
    for index, pattern in enumerate(value):
        check_text(pattern, f"{path}[{index}]")


def check_components(value: Json, path: str) -> None:
    """Check components with distinct ids: XAPI-Data 2.4.4.1.s16.b1 (XAPI-00056, XAPI-00057)."""
    check_array(value, path)
    seen: set[str] = set()
    for index, component in enumerate(value):
        check_component(component, f"{path}[{index}]")
        if component["id"] in seen:
            raise Violation(f"{path}[{index}].id", "must be distinct.", "Data 2.4.4.1.s16.b1")
        seen.add(component["id"])


def check_component(value: Json, path: str) -> None:
    """Check one component: XAPI-Data 2.4.4.1.s15.table1 (XAPI-00057)."""
    check_object(value, path)
    check_known_keys(value, _COMPONENT_KEYS, path)
    check_required_keys(value, ("id",), path)
    check_text(value["id"], f"{path}.id")
    if "description" in value:
        check_language_map(value["description"], f"{path}.description")
