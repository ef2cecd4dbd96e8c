"""The learner's preferences as cmi5 keeps them (section 11); pure."""

import json
import re
from typing import Any

DOCUMENT = "cmi5LearnerPreferences"
# RFC 5646 in its usual shape: language, script, region, variants; private tags.
_TAG = re.compile(r"(?:[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*|[xX](?:-[A-Za-z0-9]{1,8})+)")
AUDIO = frozenset({"on", "off"})


def default_preferences(language: str) -> dict[str, str]:
    """Return what a unit is told of somebody who has not chosen anything yet."""
    return {"languagePreference": language, "audioPreference": "on"}


def broken(content: bytes, content_type: str) -> str:
    """Return the requirement that a document breaks, empty for a good one."""
    if content_type.partition(";")[0].strip().lower() != "application/json":
        return "11.0.0.0-5"
    value = _read(content)
    if not isinstance(value, dict) or not {"languagePreference", "audioPreference"} <= value.keys():
        return "11.0.0.0-5"
    languages = value["languagePreference"]
    tags = languages.split(",") if isinstance(languages, str) else [""]
    if not all(_TAG.fullmatch(tag.strip()) for tag in tags):
        return "11.1.0.0-1"
    return "" if value["audioPreference"] in AUDIO else "11.2.0.0-1"


def _read(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None
