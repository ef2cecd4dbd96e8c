"""Rooms above that put people into groups by themselves, before obligations follow the groups."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from members.groups.matching import JobFacts

if TYPE_CHECKING:
    from members.organisations.models import Municipality

Receiver = Callable[["Municipality", Sequence[JobFacts]], None]
# Which obligations would begin for which job, by keys.
Foreseer = Callable[["Municipality", Sequence[JobFacts]], Mapping[int, Iterable[int]]]
_receivers: list[Receiver] = []
_foreseers: list[Foreseer] = []


def register(receiver: Receiver, foreseer: Foreseer) -> None:
    """Have a room asked before obligations follow jobs, and before that is foretold; in ready()."""
    if receiver not in _receivers:
        _receivers.append(receiver)
        _foreseers.append(foreseer)


def receive(municipality: "Municipality", jobs: Sequence[JobFacts]) -> None:
    """Let the rooms above look at jobs that are there today; may be called any number of times."""
    for receiver in _receivers if jobs else []:
        receiver(municipality, jobs)


def foreseen(municipality: "Municipality", jobs: Sequence[JobFacts]) -> dict[int, set[int]]:
    """Return which obligations `receive` would bring to these jobs; nothing is written."""
    found: dict[int, set[int]] = defaultdict(set)
    for foreseer in _foreseers if jobs else []:
        for key, obligations in foreseer(municipality, jobs).items():
            found[key].update(obligations)
    return found
