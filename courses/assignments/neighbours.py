"""What rooms above add to HR's pages: where an obligation is taken from, what is new."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from courses.assignments.models import Obligation
    from members.accounts.models import User
    from members.organisations.models import Municipality


@dataclass(frozen=True, slots=True)
class Origin:
    """Something of which an obligation can be made: it fills the form in.

    `check` raises a DomainError where it cannot be taken (now); `adopted` hears, in the same
    transaction, what it became.
    """

    title: str
    note: str
    href: str
    initial: Mapping[str, Any]
    check: Callable[[], None]
    adopted: "Callable[[Obligation, User], object]"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something new on HR's first page, with the page where it is decided."""

    text: str
    href: str


Finder = Callable[["User", "Municipality", str], Origin | None]
Speaker = Callable[["Municipality"], list[Notice]]
_finders: list[Finder] = []
_speakers: list[Speaker] = []
Describer = Callable[["Municipality"], list[str]]
_describers: list[Describer] = []


def register_finder(finder: Finder) -> None:
    """Have `finder(user, municipality, key)` asked for the origin of a form; in ready()."""
    if finder not in _finders:
        _finders.append(finder)


def register_speaker(speaker: Speaker) -> None:
    """Have `speaker(municipality)` asked for news on HR's first page; in ready()."""
    if speaker not in _speakers:
        _speakers.append(speaker)


def register_describer(describer: Describer) -> None:
    """Have `describer(municipality)` asked what happens when something is overdue; in ready()."""
    if describer not in _describers:
        _describers.append(describer)


def steps_when_overdue(municipality: "Municipality") -> list[str]:
    """Return in words what happens when something is overdue."""
    return [step for describer in _describers for step in describer(municipality)]


def origin_of(user: "User", municipality: "Municipality", key: str) -> Origin | None:
    """Return what the key names, as far as the user may take it."""
    found = (finder(user, municipality, key) for finder in _finders)
    return next((one for one in found if one is not None), None)


def notices_for(municipality: "Municipality") -> list[Notice]:
    """Return what is new."""
    return [notice for speaker in _speakers for notice in speaker(municipality)]
