"""Deeds of learners. Each writes statements and folds them in the same transaction.

So the next request sees what was done, and the record store stays the one source of truth.
"""

from courses.learning.models import Attempt
from courses.learning.sending import Place, Sent
from courses.learning.services.attempts import (
    Saved,
    save_answers,
    start_attempt,
    submit_attempt,
)
from courses.learning.services.closing import close_if_over, close_overdue
from courses.learning.services.extra_time import grant_extra_time, withdraw_extra_time
from courses.learning.services.lessons import confirm_document, finish_lesson, open_item
from courses.learning.services.places import record_place, record_position
from courses.learning.services.versions import move_to_newest, recalculate

__all__ = [
    "Attempt",
    "Place",
    "Sent",
    "Saved",
    "close_if_over",
    "close_overdue",
    "confirm_document",
    "finish_lesson",
    "grant_extra_time",
    "move_to_newest",
    "open_item",
    "recalculate",
    "record_place",
    "record_position",
    "save_answers",
    "start_attempt",
    "submit_attempt",
    "withdraw_extra_time",
]
