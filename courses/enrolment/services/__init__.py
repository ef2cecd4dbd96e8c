"""Deeds on seats. Locks are taken in one order: the offer first, then the enrolment."""

from courses.enrolment.services.booking import book, hand_over, lock_booked, name, release
from courses.enrolment.services.confirming import lock_offer
from courses.enrolment.services.decisions import approve, decide, reject, withdraw
from courses.enrolment.services.discounts import add_discount, end_discount
from courses.enrolment.services.groups import delete_group, save_group
from courses.enrolment.services.offers import (
    add_session,
    close_offer,
    close_offers,
    open_offer,
    remove_session,
    reopen_offers,
)
from courses.enrolment.services.reminding import remind_approvers
from courses.enrolment.services.seats import cancel, enrol, enrol_again, promote_waiting
from courses.enrolment.services.versions import follow_correction, teach_from

__all__ = [
    "add_discount",
    "add_session",
    "close_offer",
    "close_offers",
    "approve",
    "book",
    "cancel",
    "decide",
    "enrol",
    "delete_group",
    "end_discount",
    "enrol_again",
    "follow_correction",
    "hand_over",
    "lock_booked",
    "lock_offer",
    "name",
    "open_offer",
    "promote_waiting",
    "reject",
    "release",
    "remind_approvers",
    "remove_session",
    "reopen_offers",
    "save_group",
    "teach_from",
    "withdraw",
]
