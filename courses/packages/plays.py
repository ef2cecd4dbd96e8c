"""Who plays packages: rooms register what the host of packages hands over and what it keeps; pure.

A play is one opening of one part by one person (or, in a trial, by an author). Its address on the
host of packages holds its kind and its key, signed.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

if TYPE_CHECKING:
    from courses.packages.models import Package

Json = dict[str, Any]


class Play(Protocol):
    """A part of a package while somebody plays it."""

    @property
    def package(self) -> "Package":
        """The package."""

    @property
    def part(self) -> int:
        """The number of its part, from nought."""

    @property
    def partition(self) -> str:
        """Whatever shares this text shares what browsers keep for a site."""

    @property
    def facts(self) -> Json:
        """What the page around the package has to know besides."""

    def begin(self, sent: Json) -> Json:
        """Start or go on; return the data to be handed over. Raises DomainError."""

    def commit(self, sent: Json) -> None:
        """Keep what the package has stored. Raises DomainError."""

    def examined(self, found: list[Any]) -> None:
        """Keep what an examination of the pages shown has found. Raises DomainError."""


Finder = Callable[[UUID], Play | None]
_FINDERS: dict[str, Finder] = {}


def register(kind: str, finder: Finder) -> None:
    """Let the host of packages find plays of a kind; call it in `ready()`."""
    _FINDERS[kind] = finder


def find(kind: str, key: UUID) -> Play | None:
    """Return a play, None where there is none of this key."""
    finder = _FINDERS.get(kind)
    return finder(key) if finder else None
