"""Scopes of clients (xAPI-Communication 4.2)."""

from collections.abc import Iterable

STATEMENTS_WRITE = "statements/write"
STATEMENTS_READ_MINE = "statements/read/mine"
STATEMENTS_READ = "statements/read"
STATE = "state"
DEFINE = "define"
PROFILE = "profile"
ALL_READ = "all/read"
ALL = "all"
SCOPES = (
    STATEMENTS_WRITE,
    STATEMENTS_READ_MINE,
    STATEMENTS_READ,
    STATE,
    DEFINE,
    PROFILE,
    ALL_READ,
    ALL,
)
# Read-only deeds that "all/read" covers besides those it names.
_READS = frozenset({STATEMENTS_READ_MINE, STATEMENTS_READ})


def allows(granted: Iterable[str], wanted: str, *, reading: bool = False) -> bool:
    """Tell whether the granted scopes cover a deed; `reading` says that it changes nothing."""
    held = set(granted)
    if ALL in held or wanted in held:
        return True
    if ALL_READ in held and (reading or wanted in _READS):
        return True
    return wanted == STATEMENTS_READ_MINE and STATEMENTS_READ in held
