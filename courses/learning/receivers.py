"""Reactions to news from the record store."""

import uuid
from typing import Any

from courses.learning.projection import project
from courses.learning.tasks import project_pending
from courses.xapi import queue

# A batch of more registrations than this is left to the worker.
AT_ONCE = 20


def fold_accepted(sender: object, registrations: list[uuid.UUID], **news: Any) -> None:
    """Fold what was just accepted, if the deed that wrote it has not done so already."""
    if len(registrations) > AT_ONCE:
        project_pending.enqueue()
        return
    for registration in registrations:
        if queue.take_pending(1, registration=registration):
            project(registration)
