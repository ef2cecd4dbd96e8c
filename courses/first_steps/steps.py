"""The steps and how far a municipality is; pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """What a new municipality sets up, in the order in which it makes sense."""

    DEPARTMENTS = "departments"
    STAFF = "staff"
    SIGN_ON = "sign_on"
    AGREEMENT = "agreement"
    LANDING = "landing"
    OBLIGATIONS = "obligations"
    LADDER = "ladder"
    REMINDER = "reminder"


class State(StrEnum):
    """Where a step stands: what is there counts, nobody ticks anything."""

    DONE = "done"
    NOT_NEEDED = "not_needed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Progress:
    """All steps with their states."""

    states: Mapping[Step, State]

    @property
    def total(self) -> int:
        """Return how many steps are needed at all."""
        return sum(one is not State.NOT_NEEDED for one in self.states.values())

    @property
    def done(self) -> int:
        """Return how many of them are done."""
        return sum(one is State.DONE for one in self.states.values())

    @property
    def next(self) -> Step | None:
        """Return the first step that is left, None when everything is set up."""
        return next((step for step, one in self.states.items() if one is State.OPEN), None)


def progress_of(done: Collection[Step], not_needed: Iterable[str]) -> Progress:
    """Return the states in order; what is there counts, also where it was not needed."""
    skipped = set(not_needed)
    return Progress({step: _state(step, done, skipped) for step in Step})


def _state(step: Step, done: Collection[Step], skipped: set[str]) -> State:
    if step in done:
        return State.DONE
    return State.NOT_NEEDED if str(step) in skipped else State.OPEN
