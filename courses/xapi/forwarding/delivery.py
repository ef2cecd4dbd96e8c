"""What becomes of a batch that is sent: halved until only what the target refuses is left."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol
from uuid import UUID

Part = tuple[str, str, bytes]


@dataclass(frozen=True, slots=True)
class Parcel:
    """A statement on its way: the stored text, and its attachments as (hash, type, data)."""

    statement_id: UUID
    raw: str
    attachments: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a target said to a batch; status 0 where it could not be reached."""

    status: int
    text: str = ""
    asked_delay: dt.timedelta | None = None

    def __str__(self) -> str:
        return f"{self.status}: {self.text}" if self.status else self.text


class Unreachable(Exception):
    """The target did not answer, or not with what can be acted on."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        super().__init__(str(answer))


class Held(Enum):
    """What a target holds under a statement's id."""

    SAME = "same"
    OTHER = "other"
    HIDDEN = "hidden"


class Receiver(Protocol):
    """A target as this module needs it."""

    def send(self, parcels: Sequence[Parcel]) -> Answer:
        """Send a batch."""

    def held(self, parcel: Parcel) -> Held:
        """Look up what is there under the statement's id; may raise Unreachable."""


class Verdict(Enum):
    """What an answer means for the batch."""

    DONE = "done"
    CONFLICT = "conflict"
    REFUSED = "refused"
    DOUBTFUL = "doubtful"
    LATER = "later"


_VERDICTS: Mapping[int, Verdict] = {
    200: Verdict.DONE,
    204: Verdict.DONE,
    400: Verdict.REFUSED,
    409: Verdict.CONFLICT,
    413: Verdict.REFUSED,
    422: Verdict.REFUSED,
    # A rule of the target or a fault over one statement, but also lost rights or a broken target.
    403: Verdict.DOUBTFUL,
    500: Verdict.DOUBTFUL,
}
_HELD_REASONS = {
    Held.OTHER: "The target holds another statement under this id.",
    Held.HIDDEN: "The target holds a statement under this id and does not let us compare it.",
}


def verdict_on(status: int) -> Verdict:
    """Return what a status means; all that is not listed passes, or is the operator's business."""
    return _VERDICTS.get(status, Verdict.LATER)


@dataclass(slots=True)
class Outcome:
    """What was accepted, what is refused for good and why, and what stopped the rest."""

    done: list[UUID] = field(default_factory=list)
    refused: dict[UUID, str] = field(default_factory=dict)
    failure: Answer | None = None


def deliver(parcels: Sequence[Parcel], receiver: Receiver, *, probing: bool) -> Outcome:
    """Send a batch in the order given and return what became of it.

    A batch that is refused or conflicts is halved. `probing` halves also what may be the fault of
    a single statement or of the target; the former only if the target accepts another one.
    """
    outcome = Outcome()
    doubtful: dict[UUID, Answer] = {}
    waiting = [list(parcels)] if parcels else []
    try:
        while waiting:
            batch = waiting.pop()
            answer = receiver.send(batch)
            verdict = verdict_on(answer.status)
            if verdict is Verdict.LATER or (verdict is Verdict.DOUBTFUL and not probing):
                raise Unreachable(answer)
            if verdict is Verdict.DONE:
                outcome.done += [parcel.statement_id for parcel in batch]
            elif len(batch) > 1:
                middle = len(batch) // 2
                waiting += [batch[middle:], batch[:middle]]
            elif verdict is Verdict.DOUBTFUL:
                doubtful[batch[0].statement_id] = answer
            else:
                _settle(batch[0], answer, receiver, outcome)
        _settle_doubtful(doubtful, outcome)
    except Unreachable as unreachable:
        outcome.failure = unreachable.answer
    return outcome


def _settle(parcel: Parcel, answer: Answer, receiver: Receiver, outcome: Outcome) -> None:
    """Settle a single statement that the target refuses: it may hold the same already."""
    if verdict_on(answer.status) is not Verdict.CONFLICT:
        outcome.refused[parcel.statement_id] = str(answer)
        return
    held = receiver.held(parcel)
    if held is Held.SAME:
        outcome.done.append(parcel.statement_id)
    else:
        outcome.refused[parcel.statement_id] = _HELD_REASONS[held]


def _settle_doubtful(doubtful: dict[UUID, Answer], outcome: Outcome) -> None:
    """Blame single statements where the target accepts others, else the target."""
    if doubtful and not outcome.done:
        raise Unreachable(next(iter(doubtful.values())))
    outcome.refused |= {key: str(answer) for key, answer in doubtful.items()}
