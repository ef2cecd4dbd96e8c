"""The states of an enrolment and the moves between them; pure."""

from enum import StrEnum

from campus.kit.states import StateTable


class State(StrEnum):
    """Where an enrolment stands. Only a confirmed seat may learn and is charged."""

    REQUESTED = "requested"
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    # Used, and followed by a new seat: compulsory training is repeated on a seat of its own.
    FINISHED = "finished"


MOVES = StateTable(
    {
        State.REQUESTED: {State.CONFIRMED, State.WAITING, State.REJECTED, State.WITHDRAWN},
        State.WAITING: {State.CONFIRMED, State.WITHDRAWN},
        State.CONFIRMED: {State.CANCELLED, State.FINISHED},
        State.REJECTED: set(),
        State.WITHDRAWN: set(),
        State.CANCELLED: set(),
        State.FINISHED: set(),
    }
)

# A seat that may be learnt on; what was finished stays readable.
LEARNING = frozenset({State.CONFIRMED, State.FINISHED})
