"""The stored values of questions and pools, made from the entries of a module folder."""

import uuid
from collections.abc import Callable
from typing import Any

from courses.modules.questions.numeric import digits, read_number

Entry = dict[str, Any]
# Types that are one block: the author switches between them.
CHOOSE = frozenset({"single", "multiple"})
MISTAKE = ("answer", "feedback")


def block_id(name: str) -> str:
    """Return an id that follows from the place in the module."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def as_list(values: list[Any], name: str) -> list[Entry]:
    """Return stored list items."""
    return [
        {"type": "item", "value": value, "id": block_id(f"{name}/{place}")}
        for place, value in enumerate(values)
    ]


def _common(entry: Entry) -> Entry:
    """Return what every question has."""
    return {
        "prompt": str(entry["prompt"]),
        "points": int(entry.get("points") or 1),
        "explanation": str(entry.get("explanation") or ""),
        **_notes(entry),
    }


def _notes(entry: Entry) -> Entry:
    """Return what authors note about a question, nothing where they note nothing."""
    notes = {"tags": ", ".join(_texts(entry.get("tags"))), "level": str(entry.get("level") or "")}
    return {name: value for name, value in notes.items() if value}


def _texts(values: Any) -> list[str]:
    """Return a list of texts; raises TypeError for anything but a list."""
    if not isinstance(values, list | None):
        raise TypeError
    return [str(value) for value in values or []]


def _lines(values: Any) -> str:
    """Return several texts as the lines of one field."""
    return "\n".join(_texts(values))


def _number(value: Any) -> str:
    """Return a number as it is stored; raises ValueError for anything else."""
    number = read_number(str(value))
    if number is None:
        raise ValueError
    return digits(number)


def _choose(entry: Entry, name: str, files: Any) -> Entry:
    options = [
        {
            "text": str(option["text"]),
            "correct": bool(option.get("correct")),
            "feedback": str(option.get("feedback") or ""),
        }
        for option in entry["options"]
    ]
    return {"type": entry["type"], "options": as_list(options, name), **_common(entry)}


def _matching(entry: Entry, name: str, files: Any) -> Entry:
    pairs = [
        {
            "left": str(one["left"]),
            "right": str(one["right"]),
            **({"feedback": str(one["feedback"])} if one.get("feedback") else {}),
        }
        for one in entry["pairs"]
    ]
    more = _lines(entry.get("distractors"))
    return {"pairs": as_list(pairs, name), "distractors": more, **_common(entry)}


def _ordering(entry: Entry, name: str, files: Any) -> Entry:
    steps = as_list(_texts(entry["steps"]), name)
    said = {"feedback": _lines(entry["feedback"])} if entry.get("feedback") else {}
    return {"steps": steps, **said, **_common(entry)}


def _numeric(entry: Entry, name: str, files: Any) -> Entry:
    return {
        "value": _number(entry["value"]),
        "tolerance": _number(entry.get("tolerance") or 0),
        "unit": str(entry.get("unit") or ""),
        **_mistakes(entry, name),
        **_common(entry),
    }


def _short_text(entry: Entry, name: str, files: Any) -> Entry:
    accepted = _lines(entry["accepted"])
    exact = bool(entry.get("exact"))
    return {"accepted": accepted, "exact": exact, **_mistakes(entry, name), **_common(entry)}


def _mistakes(entry: Entry, name: str) -> Entry:
    """Return the expected mistakes, under nothing where there are none."""
    found = [{part: str(one[part]) for part in MISTAKE} for one in entry.get("mistakes") or []]
    return {"mistakes": as_list(found, f"{name}/mistakes")} if found else {}


def _cloze(entry: Entry, name: str, files: Any) -> Entry:
    gaps = [
        {
            "accepted": _lines(gap["accepted"]),
            "others": _lines(gap.get("others")),
            **({"feedback": str(gap["feedback"])} if gap.get("feedback") else {}),
        }
        for gap in entry["gaps"]
    ]
    return {
        "text": str(entry["text"]),
        "gaps": as_list(gaps, name),
        "exact": bool(entry.get("exact")),
        **_common(entry),
    }


def _pool(entry: Entry, name: str, files: Any) -> Entry:
    return {"title": str(entry.get("title") or ""), "draw": int(entry["draw"])}


VALUES: dict[str, Callable[[Entry, str, Any], Any]] = {
    "question": _choose,
    "matching": _matching,
    "ordering": _ordering,
    "numeric": _numeric,
    "short_text": _short_text,
    "cloze": _cloze,
    "pool": _pool,
}
