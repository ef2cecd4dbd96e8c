"""What contents of H5P say of themselves, as statements of xAPI; pure.

Nothing of such a statement is believed but verb and result, and these only where its object is
the content that is played or a part of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
_VERB = "http://adlnet.gov/expapi/verbs/"
ANSWERED, COMPLETED, PASSED, FAILED = "answered", "completed", "passed", "failed"
HEARD = frozenset({ANSWERED, COMPLETED, PASSED, FAILED})
PART = "?subContentId="
LONGEST_RESPONSE = 2000
LONGEST_NAME = 200
MOST_EVENTS = 200
INTERACTIONS = frozenset(
    {"choice", "fill-in", "long-fill-in", "matching", "sequencing", "true-false", "other"}
)


@dataclass(frozen=True, slots=True)
class Said:
    """What the content, or a part of it, has said about one result."""

    verb: str
    part: str = ""
    completed: bool = False
    success: bool | None = None
    scaled: float | None = None
    raw: float | None = None
    most: float | None = None
    response: str = ""
    name: str = ""
    interaction: str = "other"
    key: str = field(default="", compare=False)


def heard(events: Iterable[Any], activity: str) -> list[Said]:
    """Return what was said about the activity; the rest is dropped."""
    said = (_said(event, activity) for event in list(events)[:MOST_EVENTS])
    return [one for one in said if one is not None]


def _said(event: Any, activity: str) -> Said | None:
    statement = _mapping(event)
    target = _mapping(statement.get("object"))
    part = _part_of(target.get("id"), activity)
    verb = str(_mapping(statement.get("verb")).get("id", "")).removeprefix(_VERB)
    if part is None or verb not in HEARD:
        return None
    result, definition = _mapping(statement.get("result")), _mapping(target.get("definition"))
    score = _mapping(result.get("score"))
    raw, most = _number(score.get("raw")), _number(score.get("max"))
    scaled = _share(_number(score.get("scaled")), raw, most)
    success = {PASSED: True, FAILED: False}.get(verb, result.get("success"))
    return Said(
        verb=verb,
        part=part,
        completed=verb != ANSWERED or result.get("completion") is True or scaled is not None,
        success=success if isinstance(success, bool) else None,
        scaled=scaled,
        raw=raw if scaled is not None and raw is not None and most else None,
        most=most if scaled is not None and raw is not None and most else None,
        response=_text(result.get("response"), LONGEST_RESPONSE),
        name=_name(definition),
        interaction=_interaction(definition),
        key=_text(statement.get("id"), 36),
    )


def _part_of(identifier: Any, activity: str) -> str | None:
    """Return which part is meant, nothing for the whole; None for what is foreign."""
    if not isinstance(identifier, str):
        return None
    if identifier == activity:
        return ""
    rest = identifier.removeprefix(f"{activity}{PART}")
    is_part = rest != identifier and len(rest) <= 64 and rest.replace("-", "").isalnum()
    return rest if is_part and rest.isascii() else None


def _interaction(definition: Mapping[str, Any]) -> str:
    kind = definition.get("interactionType")
    return kind if isinstance(kind, str) and kind in INTERACTIONS else "other"


def _name(definition: Mapping[str, Any]) -> str:
    names = _mapping(definition.get("name")) or _mapping(definition.get("description"))
    return _text(next(iter(names.values()), ""), LONGEST_NAME)


def _text(value: Any, most: int) -> str:
    return value.strip()[:most] if isinstance(value, str) else ""


def _number(value: Any) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and abs(value) < 1_000_000 else None


def _share(scaled: float | None, raw: float | None, most: float | None) -> float | None:
    if scaled is None and raw is not None and most:
        scaled = raw / most
    return scaled if scaled is not None and 0 <= scaled <= 1 else None


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def kept(before: Json, cmi: Json, said: Iterable[Said]) -> Json:
    """Return what is kept of a content: its state, and the last result of the whole."""
    reported = dict(_mapping(before.get("reported")))
    for one in said:
        if not one.part and one.completed:
            reported = {
                "completed": True,
                "success": one.success if one.success is not None else reported.get("success"),
                "scaled": one.scaled if one.scaled is not None else reported.get("scaled"),
            }
    state = cmi.get("state")
    return {"state": state if isinstance(state, list) else [], "reported": reported}
