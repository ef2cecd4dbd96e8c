"""JSON in and out: strict where Python's reader is lax."""

import json
import math
from typing import Any

import orjson

from courses.xapi.core.violations import Violation


def loaded(data: bytes | str) -> Any:
    """Return the JSON value of UTF-8 bytes, or raise Violation.

    Refused besides broken syntax: a key given twice, NaN, infinities, numbers out of range and
    nesting deeper than Python can follow (Data 2.2; Communication 1.4).
    """
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_refuse_constant,
            parse_float=_finite,
        )
    except Violation:
        raise
    except (ValueError, RecursionError) as error:
        raise Violation("content", f"is no readable JSON ({type(error).__name__}).") from None


def restored(text: str) -> Any:
    """Return the value of JSON that was checked when it was stored; whole numbers have 64 bits.

    Quicker than `loaded`, to which it leaves lone surrogates.
    """
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return loaded(text)


def dumped(value: Any) -> str:
    """Return compact JSON; NUL is escaped, since no text column takes it.

    Lone surrogates and whole numbers beyond 64 bits are left to Python, which escapes them.
    """
    try:
        return orjson.dumps(value).decode()
    except TypeError:
        return _ENCODER.encode(value)


_ENCODER = json.JSONEncoder(separators=(",", ":"))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise Violation("content", "has the same property twice in one object.", "Data 2.2.s3")
    return value


def _refuse_constant(name: str) -> None:
    raise Violation("content", f"holds {name}, which is not JSON.")


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise Violation("content", "holds a number out of range.")
    return number
