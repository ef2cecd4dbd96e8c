"""How the people of a head stand: status of mandatory training, and nothing else."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models.functions import Coalesce

from courses.assignments import selectors as assignments
from courses.assignments.states import LATE
from courses.assignments.words import Words
from courses.oversight.cells import words_on
from courses.oversight.selectors import Job, cells
from members.policies import selectors as policies
from members.policies.sights import MAXIMUM


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team with every obligation of today."""

    job: Job
    duties: tuple[tuple[str, Words], ...]
    is_late: bool


def members(jobs: Sequence[Job], towns: set[int], day: dt.date) -> list[Member]:
    """Return how these people of these municipalities stand; as many queries for any number."""
    running = assignments.obligations_until(assignments.end_of(day))
    found = running.filter(municipality__in=towns)
    names = dict(found.values_list("pk", Coalesce("course__title", "title")))
    shown = MAXIMUM.intersection(*policies.shown_in_each(towns).values()) if towns else MAXIMUM
    seen = cells([job.pk for job in jobs], list(names), day, shown)
    return [
        Member(
            job,
            tuple(
                (name, words_on(seen[job.pk, key], day))
                for key, name in names.items()
                if (job.pk, key) in seen
            ),
            any(seen[job.pk, key].status in LATE for key in names if (job.pk, key) in seen),
        )
        for job in jobs
    ]
