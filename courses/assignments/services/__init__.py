"""Deeds of HR: oblige, widen, remind, end; and what fulfils an obligation."""

from courses.assignments.services.fulfilment import fulfil, fulfil_missed, hand_in
from courses.assignments.services.obligations import assign, end, extend, extend_all, widen
from courses.assignments.services.reminders import remind

__all__ = [
    "assign",
    "end",
    "extend",
    "extend_all",
    "fulfil",
    "fulfil_missed",
    "hand_in",
    "remind",
    "widen",
]
