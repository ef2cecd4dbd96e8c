"""Reactions to news from the record store."""

import datetime as dt
import time
import uuid
from typing import Any

from campus.kit import dates
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
    """Have the worker fold what is pending: now, or when the pause after the last time is over.

    Whatever was accepted, a task that begins later than that has been asked for.
    """
    now = time.monotonic()
    begins = _asked["at"]
    if begins > now:
        return
    rest = begins + PAUSE - now
    _asked["at"] = now + max(rest, 0.0)
    if rest <= 0:
        project_pending.enqueue()
    else:
        run_after = dates.now() + dt.timedelta(seconds=rest)
        project_pending.using(run_after=run_after).enqueue()


def correction_published(
    sender: object, version_id: int, is_correction: bool = False, **news: Any
) -> None:
    """Give a correction to everybody who learns on that edition."""
    if is_correction:
        enrolments.follow_correction(version_id=version_id)
