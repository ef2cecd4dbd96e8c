"""Deeds: keep a view, climb the ladder of those who are late, assign within a team."""

from courses.oversight.services.copies import copy_to_heads, may_copy
from courses.oversight.services.escalation import escalate, set_ladder
from courses.oversight.services.handing import KIND as HANDING
from courses.oversight.services.handing import hand_on, handing_of, let_heads_assign, needs_two
from courses.oversight.services.saved_views import remove_view, save_view

__all__ = [
    "HANDING",
    "copy_to_heads",
    "escalate",
    "hand_on",
    "handing_of",
    "let_heads_assign",
    "may_copy",
    "needs_two",
    "remove_view",
    "save_view",
    "set_ladder",
]
