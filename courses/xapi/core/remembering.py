"""What was found valid a moment ago: programs name the same verbs, people and activities again."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import orjson

Check = Callable[[Any, str], None]
# Longer values are rarely repeated, and would fill the memory.
LONGEST, MOST = 600, 4096


def once(check: Check) -> Check:
    """Return the check so that a value that has passed it lately is not looked through again.

    The check must depend on nothing but the value: JSON that reads the same passes the same.
    """
    passed: set[bytes] = set()

    @wraps(check)
    def remembering(value: Any, path: str) -> None:
        text = _text(value)
        if text in passed:
            return
        check(value, path)
        if 0 < len(text) <= LONGEST:
            if len(passed) >= MOST:
                passed.clear()
            passed.add(text)

    return remembering


def _text(value: Any) -> bytes:
    """Return the value as JSON, nothing where it cannot be written in one way only."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return b""
