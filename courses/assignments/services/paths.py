"""What fulfils an obligation of a learning path: the last of its courses, after the assignment."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from courses.assignments.models import Period
from courses.assignments.services.turns import enter
from courses.learning import selectors as learning
from courses.pathways import selectors as pathways
from courses.pathways.plans import courses_of
from courses.pathways.walking import walk

if TYPE_CHECKING:
    from courses.pathways.models import PathVersion
    from members.people.models import Person


def completed_version(person: "Person", slug: str) -> "PathVersion | None":
    """Return the version of a path that somebody has completed, None if not (yet)."""
    version = pathways.version_for(slug, person)
    if version is None:
        return None
    return version if walk(version.group, pathways.known_of(person)).is_complete else None


@transaction.atomic
def fulfil_paths(*, person_id: int, course_id: int) -> int:
    """Enter a completed course into the paths of which it was the last one; may run twice.

    A path that was complete before its assignment was voluntary and stays with the learner.
    """
    done = learning.completions_of(course_id=course_id, person_id=person_id)
    if not done:
        return 0
    on = done[-1].completed_on
    mine = Q(employment__person_id=person_id, assigned_on__lte=on)
    return sum(_enter(period, course_id, on) for period in waiting_paths(mine))


def fulfil_missed_paths() -> int:
    """Enter completions of paths whose news was lost; the day of the assignment is left out."""
    found = 0
    waiting: dict[tuple[int, int], Period] = {
        (one.obligation_id, one.employment.person_id): one for one in waiting_paths(Q())
    }
    for course_id in _courses_of(waiting.values()):
        people = {person for _obligation, person in waiting}
        completed = learning.completions(course_id=course_id, person_ids=people)
        for (_obligation, person), period in waiting.items():
            news = completed.get(person)
            if news and news.completed_on > period.assigned_on and period.fulfilled_on is None:
                found += _enter(period, course_id, news.completed_on)
    return found


def waiting_paths(only: Q) -> list[Period]:
    """Return the open turns of obligations of paths, locked."""
    rows = Period.objects.select_for_update(of=("self",)).filter(
        only, obligation__ended_at=None, obligation__path__isnull=False
    )
    open_turns = rows.filter(fulfilled_on=None, closed_at=None, archived_on=None)
    return list(
        open_turns.select_related("obligation__municipality", "obligation__path").select_related(
            "employment__person"
        )
    )


def _courses_of(periods: Iterable[Period]) -> list[int]:
    """Return the courses of all these paths, each once."""
    slugs = {one.obligation.path.slug for one in periods if one.obligation.path}
    versions = pathways.published_versions().filter(path__slug__in=slugs)
    return sorted({course for one in versions for course in courses_of(one.group)})


def _enter(period: Period, course_id: int, on: dt.date) -> int:
    path = period.obligation.path
    version = completed_version(period.employment.person, path.slug) if path else None
    if version is None or course_id not in courses_of(version.group):
        return 0
    enter(period, on=on, source=Period.Source.COURSE, version=version.number)
    return 1
