"""Deeds: assign several things at once, tell everybody once, take all of it back."""

from courses.bundles.services.assigning import assign_together, begin, left_over, write
from courses.bundles.services.telling import tell, tell_now
from courses.bundles.services.undoing import request_undo, undo

__all__ = [
    "assign_together",
    "begin",
    "left_over",
    "request_undo",
    "tell",
    "tell_now",
    "undo",
    "write",
]
