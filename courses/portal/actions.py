"""The one button of a course page: what it says follows from where the visitor stands; pure.

    SIGN_IN ─ NOT_STAFF ─ NOT_MEMBER ─ NOT_FOR_YOU ─ NOT_BOOKABLE ─ NO_CONTENT   no seat to ask for
    COMES_LATER ► ENROL or REQUEST                                another course comes first
    ENROL ─────────────────────────────────────► BEGIN ► CONTINUE ► COMPLETED
    REQUEST ► REQUESTED ─┬─► REJECTED              ▲
                         └─► WAITING ──────────────┤
    JOIN_WAITING_LIST ─────► WAITING ──────────────┘

The moves happen in courses.enrolment and courses.learning; here is only which button they leave.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from courses.enrolment.states import State


class Step(StrEnum):
    """What the visitor can do next with a course."""

    SIGN_IN = "sign_in"
    NOT_STAFF = "not_staff"
    NOT_MEMBER = "not_member"
    NOT_FOR_YOU = "not_for_you"
    NOT_BOOKABLE = "not_bookable"
    NO_CONTENT = "no_content"
    ENROL = "enrol"
    COMES_LATER = "comes_later"
    REQUEST = "request"
    JOIN_WAITING_LIST = "join_waiting_list"
    REQUESTED = "requested"
    WAITING = "waiting"
    REJECTED = "rejected"
    BEGIN = "begin"
    CONTINUE = "continue"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a visitor stands towards a course."""

    signed_in: bool = False
    employed: bool = False
    member: bool = True
    # Offered to other municipalities only.
    closed: bool = False
    bookable: bool = False
    has_content: bool = True
    approval_needed: bool = False
    full: bool = False
    state: State | None = None
    percent: int = 0
    started: bool = False
    completed: bool = False
    # The place on the waiting list, and why a request was rejected.
    place: int = 0
    reason: str = ""
    # Why another course comes first, and where that one is.
    first: str = ""
    first_href: str = ""
    # That one has left the catalogue: the way leads to the office.
    first_is_gone: bool = False


Guard = Callable[[Standing], bool]

# The first guard that lets the visitor through decides. A seat once held is offered even if the
# course closes or the job ends: what was begun may be finished.
STEPS: tuple[tuple[Step, Guard], ...] = (
    (Step.SIGN_IN, lambda at: not at.signed_in),
    (Step.COMPLETED, lambda at: _has_seat(at) and at.completed),
    (Step.CONTINUE, lambda at: _has_seat(at) and at.started),
    (Step.BEGIN, lambda at: _has_seat(at)),
    (Step.REQUESTED, lambda at: at.state is State.REQUESTED),
    (Step.WAITING, lambda at: at.state is State.WAITING),
    (Step.REJECTED, lambda at: at.state is State.REJECTED),
    (Step.NOT_STAFF, lambda at: not at.employed),
    (Step.NOT_MEMBER, lambda at: not at.member),
    (Step.NOT_FOR_YOU, lambda at: at.closed),
    (Step.NOT_BOOKABLE, lambda at: not at.bookable),
    (Step.NO_CONTENT, lambda at: not at.has_content),
    (Step.COMES_LATER, lambda at: bool(at.first)),
    (Step.REQUEST, lambda at: at.approval_needed),
    (Step.JOIN_WAITING_LIST, lambda at: at.full),
    (Step.ENROL, lambda at: True),
)


def next_step(standing: Standing) -> Step:
    """Return the one next step."""
    return next(step for step, lets_through in STEPS if lets_through(standing))


def _has_seat(standing: Standing) -> bool:
    return standing.state is State.CONFIRMED
