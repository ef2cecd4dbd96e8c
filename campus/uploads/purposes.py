"""What files are uploaded for; the rooms that take them register here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# What can be told of a file by then is told before the rest is sent.
HEAD = 4096


@dataclass(frozen=True, slots=True)
class Purpose:
    """A use of uploads: how large they may be, who may, what the first bytes must not be.

    `refusal` returns a sentence that says what to do, or "" where nothing speaks against the file.
    """

    name: str
    limit: Callable[[], int]
    may: Callable[[Any], bool]
    refusal: Callable[[bytes, str], str]


_PURPOSES: dict[str, Purpose] = {}


def register(purpose: Purpose) -> None:
    """Take files for this purpose."""
    _PURPOSES[purpose.name] = purpose


def purpose_with(name: str) -> Purpose | None:
    """Return a purpose by its name."""
    return _PURPOSES.get(name)


def may_upload(user: Any) -> bool:
    """Tell whether the user may upload for any purpose."""
    return any(purpose.may(user) for purpose in _PURPOSES.values())


def largest() -> int:
    """Return the size of the largest file that is taken for any purpose."""
    return max((purpose.limit() for purpose in _PURPOSES.values()), default=0)
