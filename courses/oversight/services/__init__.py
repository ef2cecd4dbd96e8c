"""Deeds of the room: keep a view, climb the ladder of those who are late."""

from courses.oversight.services.escalation import escalate, set_ladder
from courses.oversight.services.saved_views import remove_view, save_view

__all__ = ["escalate", "remove_view", "save_view", "set_ladder"]
