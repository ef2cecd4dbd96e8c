"""What an author has chosen in a tool, as Deep Linking 2.0 writes it."""

from collections.abc import Mapping
from typing import Any

from courses.lti.core import vocabulary as words

MOST = 20
LONGEST_CUSTOM = 500
LARGEST_SCORE = 999_999


class Unreadable(ValueError):
    """What was sent is not as the standard asks for; the reason is in English, for programs."""


def read_choice(claims: Mapping[str, Any], *, target: str) -> list[dict[str, Any]]:
    """Return what was chosen, each ready to be kept; an empty list where nothing was.

    Of the types that the standard knows only links to tools were asked for; others are left out.
    """
    items = claims.get(words.CHOICE_ITEMS, [])
    if not isinstance(items, list) or not all(isinstance(one, dict) for one in items):
        raise Unreadable("content_items is no list of objects")
    links = [one for one in items if one.get("type") == words.LINK]
    if len(links) > MOST:
        raise Unreadable(f"more than {MOST} contents were chosen at once")
    return [_content(one, target) for one in links]


def _content(item: Mapping[str, Any], target: str) -> dict[str, Any]:
    line = item.get("lineItem")
    line = line if isinstance(line, dict) else {}
    title = _text(item.get("title"), 160) or _text(line.get("label"), 160)
    return {
        "title": title or "LTI",
        "text": _text(item.get("text"), 500),
        "url": _text(item.get("url"), 1000) or target,
        "custom": _custom(item.get("custom")),
        "has_score": bool(line),
        "label": _text(line.get("label"), 160),
        "score_maximum": _maximum(line),
        "resource_id": _text(line.get("resourceId"), 255),
        "tag": _text(line.get("tag"), 255),
    }


def _maximum(line: Mapping[str, Any]) -> str:
    """Return the most points; a line item has to name them (Deep Linking 2.0, 3.4)."""
    value = line.get("scoreMaximum", 100)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unreadable("scoreMaximum is no number")
    if not 0 < value <= LARGEST_SCORE:
        raise Unreadable("scoreMaximum is not above 0")
    return f"{value:.2f}"


def _custom(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    return {
        _text(name, 100): _text(text, LONGEST_CUSTOM)
        for name, text in list(value.items())[:50]
        if isinstance(text, str | int | float) and not isinstance(text, bool)
    }


def _text(value: Any, longest: int) -> str:
    """Return a text without the characters that no database keeps."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).replace("\x00", "").strip()[:longest]
