"""Deeds of HR: oblige, exempt, prove, remind, end; and what fulfils an obligation."""

from courses.assignments.services.exemptions import end_exemption, exempt
from courses.assignments.services.fulfilment import fulfil, fulfil_missed, hand_in, renew
from courses.assignments.services.history import confirm, counted, preview, upload
from courses.assignments.services.obligations import (
    assign,
    draft,
    end,
    extend,
    extend_all,
    reword,
    widen,
)
from courses.assignments.services.proofs import allow_for_now, record_proof, revoke
from courses.assignments.services.reminders import remind, remind_by_window
from courses.assignments.services.turns import open_windows, reckon_all

__all__ = [
    "allow_for_now",
    "assign",
    "confirm",
    "counted",
    "draft",
    "end",
    "end_exemption",
    "exempt",
    "extend",
    "extend_all",
    "fulfil",
    "fulfil_missed",
    "hand_in",
    "open_windows",
    "preview",
    "reckon_all",
    "record_proof",
    "remind",
    "remind_by_window",
    "renew",
    "revoke",
    "reword",
    "upload",
    "widen",
]
