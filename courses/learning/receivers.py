"""Reactions to news from the record store."""

import time
import uuid
from typing import Any

from courses.enrolment import services as enrolments
from courses.learning.projection import project
from courses.learning.tasks import project_pending
from courses.xapi import queue

# A batch of more registrations than this is left to the worker.
AT_ONCE = 20
# A process asks the worker at most once in so many seconds: one task folds all there is.
PAUSE = 2.0
_asked = {"at": -PAUSE}


def fold_accepted(
    sender: object, registrations: list[uuid.UUID], at_once: bool = True, **news: Any
) -> None:
    """Fold what was just accepted, if the deed that wrote it has not done so already.

    What programs send is left to the worker: nobody waits for it before a screen.
    """
    if not registrations:
        return
    if not at_once or len(registrations) > AT_ONCE:
        ask_worker()
        return
    for registration in registrations:
        if queue.take_pending(1, registration=registration):
            project(registration)


def ask_worker() -> None:
    """Have the worker fold what is pending; what is missed here the timetable makes good."""
    now = time.monotonic()
    if now - _asked["at"] >= PAUSE:
        _asked["at"] = now
        project_pending.enqueue()


def correction_published(
    sender: object, version_id: int, is_correction: bool = False, **news: Any
) -> None:
    """Give a correction to everybody who learns on that edition."""
    if is_correction:
        enrolments.follow_correction(version_id=version_id)
