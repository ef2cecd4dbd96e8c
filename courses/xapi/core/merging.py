"""Merging: definitions of activities into one, posted documents into kept ones."""

from typing import Any

Json = Any
_LANGUAGE_MAPS = ("name", "description")
_EXTENDED = (*_LANGUAGE_MAPS, "extensions")


def merged_definition(known: dict[str, Json], received: dict[str, Json]) -> dict[str, Json]:
    """Return the canonical definition after one more was received (Data 2.4.4.1.s5.b3).

    Languages and extensions are added or renewed; other properties are replaced.
    """
    merged = {**known, **received}
    for key in _EXTENDED:
        if key in known and key in received:
            merged[key] = {**known[key], **received[key]}
    return merged


def merged_document(kept: dict[str, Json], posted: dict[str, Json]) -> dict[str, Json]:
    """Return the kept document with the posted top-level properties (Communication 2.2.s7)."""
    return {**kept, **posted}
