"""Results and scores (XAPI-Data 2.4.5)."""

from courses.xapi.core import formats
from courses.xapi.core.primitives import (
    Json,
    check_boolean,
    check_extensions,
    check_known_keys,
    check_number,
    check_object,
    check_text,
)
from courses.xapi.core.violations import Violation

_RESULT_KEYS = frozenset({"score", "success", "completion", "response", "duration", "extensions"})
_SCORE_KEYS = frozenset({"scaled", "raw", "min", "max"})


def check_result(value: Json, path: str) -> None:
    """Check a result: XAPI-Data 2.4.5.s2.table1 (XAPI-00074 to XAPI-00078)."""
    check_object(value, path)
    check_known_keys(value, _RESULT_KEYS, path)
    for key in ("success", "completion"):
        if key in value:
            check_boolean(value[key], f"{path}.{key}")
    if "response" in value:
        check_text(value["response"], f"{path}.response")
    if "duration" in value:
        check_duration(value["duration"], f"{path}.duration")
    if "score" in value:
        check_score(value["score"], f"{path}.score")
    if "extensions" in value:
        check_extensions(value["extensions"], f"{path}.extensions")


def check_duration(value: Json, path: str) -> None:
    """Check an ISO 8601 duration: XAPI-Data 4.6.s1.b1 (XAPI-00124)."""
    check_text(value, path)
    if not formats.is_duration(value):
        raise Violation(path, "must be an ISO 8601 duration.", "Data 4.6.s1.b1")


def check_score(value: Json, path: str) -> None:
    """Check a score: XAPI-Data 2.4.5.1.s2.table1 (XAPI-00079 to XAPI-00083)."""
    check_object(value, path)
    check_known_keys(value, _SCORE_KEYS, path)
    for key, number in value.items():
        check_number(number, f"{path}.{key}")
    check_scaled_range(value, path)
    check_bounds(value, path)
    check_raw_within_bounds(value, path)


def check_scaled_range(value: Json, path: str) -> None:
    """Check that scaled is between -1 and 1: XAPI-Data 2.4.5.1.s2.table1.row1 (XAPI-00080)."""
    if "scaled" in value and not -1 <= value["scaled"] <= 1:
        raise Violation(
            f"{path}.scaled", "must be between -1 and 1.", "Data 2.4.5.1.s2.table1.row1"
        )


def check_bounds(value: Json, path: str) -> None:
    """Check that min is below max: XAPI-Data 2.4.5.1.s2.table1.row3, row4 (XAPI-00082)."""
    if "min" in value and "max" in value and value["min"] >= value["max"]:
        raise Violation(f"{path}.min", "must be less than max.", "Data 2.4.5.1.s2.table1.row3")


def check_raw_within_bounds(value: Json, path: str) -> None:
    """Check that raw lies between min and max: XAPI-Data 2.4.5.1.s2.table1.row2 (XAPI-00081)."""
    if "raw" not in value:
        return
    if value["raw"] < value.get("min", value["raw"]) or value["raw"] > value.get(
        "max", value["raw"]
    ):
        raise Violation(
            f"{path}.raw", "must lie between min and max.", "Data 2.4.5.1.s2.table1.row2"
        )
