"""The one button of a course page: what it says follows from where the visitor stands; pure."""

from dataclasses import dataclass
from enum import StrEnum

from courses.enrolment.states import State


class Step(StrEnum):
    """What the visitor can do next with a course."""

    SIGN_IN = "sign_in"
    NOT_STAFF = "not_staff"
    NOT_BOOKABLE = "not_bookable"
    ENROL = "enrol"
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
    bookable: bool = False
    approval_needed: bool = False
    full: bool = False
    state: State | None = None
    percent: int = 0
    started: bool = False
    completed: bool = False


_BY_STATE = {
    State.REQUESTED: Step.REQUESTED,
    State.WAITING: Step.WAITING,
    State.REJECTED: Step.REJECTED,
}


def next_step(standing: Standing) -> Step:
    """Return the one next step; a seat once held is offered even if the course closes."""
    if not standing.signed_in:
        return Step.SIGN_IN
    if standing.state is State.CONFIRMED:
        return _with_seat(standing)
    if standing.state in _BY_STATE:
        return _BY_STATE[standing.state]
    return _without_seat(standing)


def _with_seat(standing: Standing) -> Step:
    if standing.completed:
        return Step.COMPLETED
    return Step.CONTINUE if standing.started else Step.BEGIN


def _without_seat(standing: Standing) -> Step:
    if not standing.employed:
        return Step.NOT_STAFF
    if not standing.bookable:
        return Step.NOT_BOOKABLE
    if standing.approval_needed:
        return Step.REQUEST
    return Step.JOIN_WAITING_LIST if standing.full else Step.ENROL
