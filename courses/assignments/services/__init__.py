"""Deeds of HR: oblige, exempt, prove, remind, end; and what fulfils an obligation."""

from courses.assignments.services.exemptions import end_exemption, exempt
from courses.assignments.services.fulfilment import fulfil, fulfil_missed, hand_in, renew
from courses.assignments.services.history import confirm, counted, preview, upload
from courses.assignments.services.moving import archive, begin_or_bring_back
from courses.assignments.services.obligations import (
    accept_proofs,
    assign,
    draft,
    end,
    extend,
    extend_all,
    reword,
    widen,
)
from courses.assignments.services.paths import completed_version, fulfil_missed_paths, fulfil_paths
from courses.assignments.services.proofs import (
    allow_for_now,
    record_proof,
    revoke,
    revoke_for_its_origin,
    take_over,
)
from courses.assignments.services.reminders import (
    Mail,
    Reminded,
    first_mail,
    remind,
    remind_by_window,
    remind_turns,
)
from courses.assignments.services.together import (
    Sets,
    Snapshot,
    abolish,
    add_sets,
    carry_over,
    establish,
    restore,
    snapshot,
    take_sets_back,
    withdraw,
)
from courses.assignments.services.turns import open_windows, reckon_all

__all__ = [
    "Mail",
    "Reminded",
    "archive",
    "begin_or_bring_back",
    "Sets",
    "Snapshot",
    "abolish",
    "add_sets",
    "carry_over",
    "establish",
    "restore",
    "snapshot",
    "take_over",
    "take_sets_back",
    "withdraw",
    "accept_proofs",
    "allow_for_now",
    "assign",
    "completed_version",
    "confirm",
    "counted",
    "draft",
    "end",
    "end_exemption",
    "exempt",
    "extend",
    "extend_all",
    "first_mail",
    "fulfil",
    "fulfil_missed",
    "fulfil_missed_paths",
    "fulfil_paths",
    "hand_in",
    "open_windows",
    "preview",
    "reckon_all",
    "record_proof",
    "remind",
    "remind_by_window",
    "remind_turns",
    "renew",
    "revoke",
    "revoke_for_its_origin",
    "reword",
    "upload",
    "widen",
]
