"""The strip of members on the home page: filled by a higher room, absent without it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Member:
    """One member as the strip shows it."""

    name: str
    href: str = ""
    logo: str = ""


Source = Callable[[], Sequence[Member]]
_sources: list[Source] = []


def register_members(source: Source) -> Source:
    """Let `source` fill the strip; call it in `ready()`. The last one registered counts."""
    _sources[:] = [source]
    return source


def members() -> Sequence[Member]:
    """Return the members to show; no query where nobody has registered."""
    return _sources[-1]() if _sources else ()
