"""What this process knows of activities, for a moment: programs repeat themselves."""

import time
from collections.abc import Iterable
from typing import Any

Json = Any

# Another process may have merged more meanwhile; what is sent again then changes nothing here.
REMEMBERED = 60.0
_MOST = 5000
_definitions: dict[str, tuple[Json, float]] = {}


def remembered(keys: Iterable[str]) -> dict[str, Json]:
    """Return the definitions of those activities that were read a moment ago."""
    oldest = time.monotonic() - REMEMBERED
    found = {key: _definitions[key] for key in keys if key in _definitions}
    return {key: value for key, (value, at) in found.items() if at >= oldest}


def remember(definitions: dict[str, Json]) -> None:
    """Keep the definitions that were just read or written."""
    if len(_definitions) + len(definitions) > _MOST:
        _definitions.clear()
    now = time.monotonic()
    _definitions.update({key: (value, now) for key, value in definitions.items()})


def forget(keys: Iterable[str] | None = None) -> None:
    """Have the database asked anew for these activities, or for all."""
    if keys is None:
        _definitions.clear()
        return
    for key in keys:
        _definitions.pop(key, None)
