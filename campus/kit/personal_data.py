"""What each room holds of a person, and how it forgets it; rooms enrol, one room collects.

A room offers both in its module `personal_data`, which is loaded at start; no room reads another
room's tables for it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Subject:
    """A person as keys; each room knows some of them."""

    person_id: int
    user_id: int | None = None
    account: UUID | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of data about a person.

    `collect` returns the rows, each ready for JSON; `labels` names what people are shown of a
    row, by a key or a path of keys joined by full stops; `words` says values in words.
    """

    name: str
    title: Text
    collect: Callable[[Subject], Iterable[Mapping[str, Any]]]
    labels: Mapping[str, Text]
    order: int
    words: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)


@dataclass
class Erasing:
    """One erasure under way: whom, what the person wished, what a room asks of those below it."""

    subject: Subject
    keep_certificates: bool = True
    # Some proof has to name the person, so that the name may not be forgotten.
    keep_name: bool = False


@dataclass(frozen=True, slots=True)
class Eraser:
    """How a room forgets a person; `erase` returns how many rows it has changed, and may run twice.

    Upper rooms go first: what they hold hangs on what the lower ones hold.
    """

    name: str
    erase: Callable[[Erasing], int]
    order: int


_holdings: dict[str, Holding] = {}
_erasers: dict[str, Eraser] = {}


def hold(holding: Holding) -> None:
    """Make a kind of data known; the same name again replaces it."""
    _holdings[holding.name] = holding


def forget_with(eraser: Eraser) -> None:
    """Make known how a room forgets; the same name again replaces it."""
    _erasers[eraser.name] = eraser


def holdings() -> list[Holding]:
    """Return all kinds of data in the order in which people read them."""
    return sorted(_holdings.values(), key=lambda one: (one.order, one.name))


def erasers() -> list[Eraser]:
    """Return how all rooms forget, upper rooms first."""
    return sorted(_erasers.values(), key=lambda one: (one.order, one.name))
