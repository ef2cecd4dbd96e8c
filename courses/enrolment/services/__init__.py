"""Deeds on seats. Locks are taken in one order: the offer first, then the enrolment."""

from courses.enrolment.services.decisions import approve, reject, withdraw
from courses.enrolment.services.offers import add_session, close_offer, open_offer
from courses.enrolment.services.seats import cancel, enrol, enrol_again, promote_waiting

__all__ = [
    "add_session",
    "close_offer",
    "approve",
    "cancel",
    "enrol",
    "enrol_again",
    "open_offer",
    "promote_waiting",
    "reject",
    "withdraw",
]
