"""What rooms above say about a change of department or position before it is made."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.people.models import Employment


class Effect(StrEnum):
    """What becomes of something that concerns somebody."""

    ENDS = "ends"
    BEGINS = "begins"
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing that concerns somebody, before and after."""

    effect: Effect
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A job as it would be; whoever leaves is nowhere, and whoever is new begins on a day.

    `further` are department and position of the further posts; None leaves them as they are.
    """

    employment_id: int
    department_id: int | None
    position: str
    leaves: bool = False
    begins_on: dt.date | None = None
    further: tuple[tuple[int | None, str], ...] | None = None


Foreteller = Callable[["User", "Employment", Move], list[Consequence]]
# What several changes mean, job by job and together: worked out once.
Teller = Callable[["Municipality", Sequence[Move]], tuple[dict[int, list[str]], list[str]]]
Summer = Callable[["Municipality", Sequence[Move]], list[str]]
_foretellers: list[Foreteller] = []
_summers: list[Summer] = []
_tellers: list[Teller] = []


def register_foreteller(foreteller: Foreteller) -> None:
    """Have `foreteller(user, employment, move)` asked before a job is changed; in ready()."""
    if foreteller not in _foretellers:
        _foretellers.append(foreteller)


def register_summer(summer: Summer) -> None:
    """Have `summer(municipality, moves)` asked for sentences about many changes; in ready()."""
    if summer not in _summers:
        _summers.append(summer)


def register_teller(teller: Teller) -> None:
    """Have `teller(municipality, moves)` asked for both kinds of sentences; in ready()."""
    if teller not in _tellers:
        _tellers.append(teller)


def foretell(user: "User", employment: "Employment", move: Move) -> list[Consequence]:
    """Return what a change would mean, as far as the user may know it."""
    return [one for foreteller in _foretellers for one in foreteller(user, employment, move)]


def told(
    municipality: "Municipality", moves: Sequence[Move]
) -> tuple[dict[int, list[str]], list[str]]:
    """Return in sentences what many changes would mean for each job, and together."""
    if not moves:
        return {}, []
    by_job: dict[int, list[str]] = {}
    together = [one for summer in _summers for one in summer(municipality, moves)]
    for teller in _tellers:
        said, in_sum = teller(municipality, moves)
        together += in_sum
        for key, sentences in said.items():
            by_job.setdefault(key, []).extend(sentences)
    return by_job, together


def needs_a_look(found: Iterable[Consequence]) -> bool:
    """Tell whether anything begins or ends."""
    return any(one.effect is not Effect.STAYS for one in found)


def stamp_of(found: Iterable[Consequence]) -> str:
    """Return what ties a confirmation to the very consequences that were seen."""
    said = repr(sorted((one.effect, one.text, one.note) for one in found))
    return hashlib.sha256(said.encode()).hexdigest()[:32]
