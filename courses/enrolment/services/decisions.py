"""Decide on a request, or take it back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from courses.enrolment import alternatives, news
from courses.enrolment.errors import DecisionMissing, NotYourDecision, ReasonMissing, ReasonTooLong
from courses.enrolment.models import LONGEST_REASON, Enrolment
from courses.enrolment.rules import may_decide
from courses.enrolment.selectors import lock_registration
from courses.enrolment.services.confirming import check_move, confirm_or_wait, lock_offer, move
from courses.enrolment.states import State

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from members.accounts.models import User

APPROVE, REJECT = "approve", "reject"


@transaction.atomic
def approve(*, enrolment: Enrolment, by: "User") -> Enrolment:
    """Approve a request: the person gets a seat, or a place on the waiting list.

    Raises WrongState where the request has been decided, NotYourDecision for foreign requests.
    """
    offer = lock_offer(enrolment.offer)
    locked = _lock_for_decision(enrolment, by)
    confirm_or_wait(locked, offer, by=by)
    return locked


@transaction.atomic
def reject(
    *, enrolment: Enrolment, by: "User", reason: str, instead: "Sequence[CoursePage]" = ()
) -> Enrolment:
    """Reject a request with a reason, which the person reads. Never cuts it.

    `instead` are courses that the person may take in its place. Raises TooManyAlternatives or
    NotProposable.
    """
    if not reason.strip():
        raise ReasonMissing
    if len(reason.strip()) > LONGEST_REASON:
        raise ReasonTooLong(most=LONGEST_REASON, length=len(reason.strip()))
    locked = _lock_for_decision(enrolment, by)
    alternatives.check(locked, instead)
    move(locked, State.REJECTED, by=by, reason=reason.strip())
    locked.alternatives.set(instead)
    news.tell_learner(locked, news.REJECTED)
    return locked


def decide(*, enrolment: Enrolment, by: "User", decision: str, reason: str = "") -> Enrolment:
    """Do what somebody has chosen on a page: approve or reject. Raises DecisionMissing."""
    if decision == APPROVE:
        return approve(enrolment=enrolment, by=by)
    if decision == REJECT:
        return reject(enrolment=enrolment, by=by, reason=reason)
    raise DecisionMissing


@transaction.atomic
def withdraw(*, enrolment: Enrolment, by: "User | None") -> Enrolment:
    """Take back one's own request or place on the waiting list. Raises WrongState for a seat."""
    locked = lock_registration(enrolment.registration)
    was_asked = locked.state == State.REQUESTED
    move(locked, State.WITHDRAWN, by=by)
    if was_asked:
        news.tell_approvers(locked, news.WITHDRAWN)
    return locked


def _lock_for_decision(enrolment: Enrolment, by: "User") -> Enrolment:
    locked = lock_registration(enrolment.registration)
    check_move(locked, State.REJECTED)
    if not may_decide(by, locked):
        raise NotYourDecision
    return locked
