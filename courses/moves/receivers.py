"""Reactions to news of jobs."""

import datetime as dt
from typing import Any

from django.dispatch import receiver

from courses.moves import services, tasks
from members.people.signals import jobs_changed

# So many jobs are followed at once; more are left to the worker.
AT_ONCE = 20


@receiver(jobs_changed, dispatch_uid="course_moves.follow")
def follow_jobs(
    sender: object, employment_ids: list[int], settled_at: dt.datetime | None = None, **news: Any
) -> None:
    """Let obligations follow jobs that have changed, when the change can no longer be undone."""
    if settled_at:
        tasks.follow.using(run_after=settled_at).enqueue(employment_ids=employment_ids)
    elif len(employment_ids) > AT_ONCE:
        tasks.follow.enqueue(employment_ids=employment_ids)
    else:
        services.follow(employment_ids=employment_ids)
