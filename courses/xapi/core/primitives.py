"""Checks of single values that every part of a statement uses."""

from collections.abc import Iterable, Mapping
from typing import Any

from courses.xapi.core import formats
from courses.xapi.core.violations import Violation

Json = Any
TYPE_CLAUSE = "Data 2.2.s4.b1.b2"
MAX_DEPTH = 64


def check_object(value: Json, path: str) -> None:
    """Check that the value is an object: XAPI-Data 2.2.s4.b1.b2 (XAPI-00006)."""
    if not isinstance(value, dict):
        raise Violation(path, "must be an object.", TYPE_CLAUSE)


def check_array(value: Json, path: str) -> None:
    """Check that the value is an array: XAPI-Data 2.2.s4.b1.b2 (XAPI-00006)."""
    if not isinstance(value, list):
        raise Violation(path, "must be an array.", TYPE_CLAUSE)


def check_text(value: Json, path: str) -> None:
    """Check that the value is a string: XAPI-Data 2.2.s4.b1.b2 (XAPI-00006)."""
    if not isinstance(value, str):
        raise Violation(path, "must be a string.", TYPE_CLAUSE)


def check_boolean(value: Json, path: str) -> None:
    """Check that the value is true or false, no string: XAPI-Data 2.2.s4.b1.b2.b2 (XAPI-00005)."""
    if not isinstance(value, bool):
        raise Violation(path, "must be true or false.", "Data 2.2.s4.b1.b2.b2")


def check_number(value: Json, path: str) -> None:
    """Check that the value is a number, no string: XAPI-Data 2.2.s4.b1.b2.b1 (XAPI-00004)."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Violation(path, "must be a number.", "Data 2.2.s4.b1.b2.b1")


def check_whole_number(value: Json, path: str) -> None:
    """Check that the value is a whole number not below zero: XAPI-Data 2.4.11 (XAPI-00106)."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Violation(path, "must be a whole number, zero or more.", "Data 2.4.11.s2")


def check_iri(value: Json, path: str) -> None:
    """Check that the value is an IRI with a scheme: XAPI-Data 2.2.s4.b1.b7 (XAPI-00012)."""
    check_text(value, path)
    if not formats.is_iri(value):
        raise Violation(path, "must be an IRI with a scheme.", "Data 2.2.s4.b1.b7")


def check_uuid(value: Json, path: str) -> None:
    """Check the standard string form of a UUID: XAPI-Data 4.4, 2.4.1.s1 (XAPI-00027)."""
    check_text(value, path)
    if not formats.is_uuid(value):
        raise Violation(path, "must be a UUID in its standard form.", "Data 4.4")


def check_time(value: Json, path: str, *, zone_required: bool) -> None:
    """Check an ISO 8601 timestamp: XAPI-Data 4.5.s1.b1 (XAPI-00123)."""
    check_text(value, path)
    if formats.parsed_time(value, zone_required=zone_required) is None:
        raise Violation(path, "must be an ISO 8601 timestamp with time zone.", "Data 4.5.s1.b1")


def check_language_tag(value: Json, path: str) -> None:
    """Check the form of an RFC 5646 language tag: XAPI-Data 2.2.s4.b2 (XAPI-00121)."""
    check_text(value, path)
    if not formats.is_language_tag(value):
        raise Violation(path, "must be a language tag by RFC 5646.", "Data 2.2.s4.b2")


def check_language_map(value: Json, path: str) -> None:
    """Check tags and texts of a language map: XAPI-Data 4.2.s1 (XAPI-00121)."""
    check_object(value, path)
    for tag, text in value.items():
        if not formats.is_language_tag(tag):
            raise Violation(f"{path}.{tag}", "must be a language tag by RFC 5646.", "Data 4.2.s1")
        if not isinstance(text, str):
            raise Violation(f"{path}.{tag}", "must be a string.", TYPE_CLAUSE)


def check_extensions(value: Json, path: str) -> None:
    """Check that extension keys are IRIs; values are free: XAPI-Data 4.1.s3.b1 (XAPI-00118)."""
    check_object(value, path)
    for key in value:
        if not formats.is_iri(key):
            raise Violation(f"{path}.{key}", "must be an IRI with a scheme.", "Data 4.1.s3.b1")
    check_depth(value, path)


def check_depth(value: Json, path: str) -> None:
    """Refuse nesting that other readers could not follow; the specification sets no limit."""
    level, depth = [value], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise Violation(path, f"is nested deeper than {MAX_DEPTH} levels.")
        level = [
            below
            for above in level
            for below in (above.values() if isinstance(above, dict) else above)
            if isinstance(below, dict | list)
        ]


def check_known_keys(value: Mapping[str, Json], known: frozenset[str], path: str) -> None:
    """Refuse unknown or wrongly spelled keys: XAPI-Data 2.2.s4.b1.b4, b6 (XAPI-00007, 00010)."""
    if not known.issuperset(value):
        key = next(key for key in value if key not in known)
        raise Violation(_below(path, key), "is not allowed here.", "Data 2.2.s4.b1.b6")


def check_required_keys(value: Mapping[str, Json], required: tuple[str, ...], path: str) -> None:
    """Check that required properties are there: XAPI-Data 2.2.s2.b3 (XAPI-00003)."""
    for key in required:
        if key not in value:
            raise Violation(_below(path, key), "is required.", "Data 2.2.s2.b3")


def check_no_null(value: Json, path: str = "") -> None:
    """Refuse null anywhere but inside extensions: XAPI-Data 2.2.s4.b1.b1 (XAPI-00001)."""
    if _holds_null(value):
        raise Violation(_place_of_null(value, path), "must not be null.", "Data 2.2.s4.b1.b1")


def _holds_null(value: Json) -> bool:
    """Tell whether there is a null; every statement is walked through, so without its place."""
    if value.__class__ is list:
        return None in value or any(_is_nested(below) and _holds_null(below) for below in value)
    if None in value.values():
        return True
    for key, below in value.items():
        if _is_nested(below) and key != "extensions" and _holds_null(below):
            return True
    return False


def _is_nested(value: Json) -> bool:
    return value.__class__ is dict or value.__class__ is list


def _place_of_null(value: Json, path: str) -> str:
    pairs: Iterable[tuple[str | int, Json]]
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, below in pairs:
        if below is None:
            return _below(path, key)
        if _is_nested(below) and key != "extensions" and _holds_null(below):
            return _place_of_null(below, _below(path, key))
    return path


def _below(path: str, key: str | int) -> str:
    if isinstance(key, int):
        return f"{path}[{key}]"
    return f"{path}.{key}" if path else key
