"""Deeds of learners. Each writes statements and folds them in the same transaction.

So the next request sees what was done, and the record store stays the one source of truth.
"""

from courses.learning.models import Attempt
from courses.learning.services.attempts import save_answers, start_attempt, submit_attempt
from courses.learning.services.lessons import finish_lesson, open_item, record_position

__all__ = [
    "Attempt",
    "finish_lesson",
    "open_item",
    "record_position",
    "save_answers",
    "start_attempt",
    "submit_attempt",
]
