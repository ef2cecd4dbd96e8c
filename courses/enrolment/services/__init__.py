"""Deeds on seats. Locks are taken in one order: the offer first, then the enrolment."""

from courses.enrolment.services.decisions import approve, reject, withdraw
from courses.enrolment.services.offers import (
    add_session,
    close_offer,
    close_offers,
    open_offer,
    reopen_offers,
)
from courses.enrolment.services.seats import cancel, enrol, enrol_again, promote_waiting
from courses.enrolment.services.versions import follow_correction, teach_from

__all__ = [
    "add_session",
    "close_offer",
    "close_offers",
    "approve",
    "cancel",
    "enrol",
    "enrol_again",
    "follow_correction",
    "open_offer",
    "promote_waiting",
    "reject",
    "reopen_offers",
    "teach_from",
    "withdraw",
]
