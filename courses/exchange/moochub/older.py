"""Entries in the words of MOOChub v2, said in those of v3.0; pure.

Some partners still tell v2. What it calls otherwise is renamed; nothing is invented: an entry
without a licence or without a name of its platform stays one, and the reader says so.
"""

import re
from typing import Any

from courses.exchange.moochub.feed import COURSE_TYPE

OLD_TYPE = "courses"
RENAMED = {"languages": "inLanguage", "tags": "keywords"}
KEPT = ("name", "url", "access", "keywords")
DEED = re.compile(
    r"https?://creativecommons\.org/(?:licenses/(?P<kind>by(?:-[a-z]{2}){0,2})/(?P<number>\d\.\d)"
    r"|publicdomain/(?P<zero>zero)/1\.0)(?:/|$)"
)


def as_v3(raw: Any) -> Any:
    """Return an entry of v2 as one of v3.0, any other as it is."""
    if not isinstance(raw, dict) or raw.get("type") != OLD_TYPE:
        return raw
    told = raw.get("attributes")
    if not isinstance(told, dict):
        return raw
    identifier = raw.get("id")
    if isinstance(identifier, int):
        identifier = str(identifier)
    return {**raw, "id": identifier, "type": "Course", "attributes": _attributes(told)}


def _attributes(told: dict[str, Any]) -> dict[str, Any]:
    found = {name: told[name] for name in KEPT if name in told}
    found |= {new: told[old] for old, new in RENAMED.items() if old in told}
    publisher = _publisher(told.get("moocProvider"))
    return found | {
        "learningResourceType": COURSE_TYPE,
        # The short text stands where there is no long one.
        "description": told.get("description") or told.get("abstract"),
        "publisher": publisher,
        "creator": [publisher] if publisher else None,
        "license": _licences(told.get("courseLicenses")),
    }


def _publisher(platform: Any) -> dict[str, Any] | None:
    """Return the platform; some name it, some describe it."""
    if isinstance(platform, str):
        return {"type": "Organization", "name": platform}
    return {**platform, "type": "Organization"} if isinstance(platform, dict) else None


def _licences(rows: Any) -> Any:
    """Return the licences with an identifier each, read from the address where only that stands."""
    if not isinstance(rows, list):
        return rows
    return [_licence(row) if isinstance(row, dict) else row for row in rows]


def _licence(row: dict[str, Any]) -> dict[str, Any]:
    told = row.get("id") or _identifier(row.get("url"))
    return {"url": row.get("url"), **({"identifier": told} if told else {})}


def _identifier(address: Any) -> str:
    """Return what SPDX calls the licence of Creative Commons at an address."""
    found = DEED.match(address) if isinstance(address, str) else None
    if not found:
        return ""
    if found["zero"]:
        return "CC0-1.0"
    return f"CC-{found['kind'].upper()}-{found['number']}"
