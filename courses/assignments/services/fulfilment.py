"""What fulfils an obligation: completing the course, or handing in an earlier completion."""

from typing import TYPE_CHECKING

from django.db import transaction

from campus.kit import dates
from courses.assignments.errors import NothingToHandIn
from courses.assignments.models import Period
from courses.learning import selectors as learning

if TYPE_CHECKING:
    import datetime as dt

    from courses.learning.selectors import Completion
    from members.people.models import Person


@transaction.atomic
def fulfil(*, person_id: int, course_id: int) -> None:
    """Enter a person's completion into every running obligation it answers; may run twice.

    A completion from before the assignment was voluntary and stays with the learner.
    """
    done = learning.completions(course_id=course_id, person_ids=[person_id]).get(person_id)
    if done is None:
        return
    waiting = Period.objects.select_for_update(of=("self",)).select_related("obligation")
    for period in waiting.filter(
        employment__person_id=person_id,
        obligation__course_id=course_id,
        obligation__ended_at=None,
        fulfilled_on=None,
        assigned_on__lte=done.completed_on,
    ):
        _enter(period, done, on=done.completed_on)


def fulfil_missed() -> int:
    """Enter completions whose news was lost in a crash; returns how many were found.

    Completions of the very day of the assignment are left out: they may have been voluntary.
    """
    waiting = Period.objects.running().filter(fulfilled_on=None)
    pairs = waiting.values_list("obligation__course_id", "employment__person_id", "assigned_on")
    by_course: dict[int, dict[int, dt.date]] = {}
    for course_id, person_id, assigned_on in pairs:
        by_course.setdefault(course_id, {})[person_id] = assigned_on
    found = 0
    for course_id, assigned in by_course.items():
        completed = learning.completions(course_id=course_id, person_ids=assigned)
        for person_id, done in completed.items():
            if done.completed_on > assigned[person_id]:
                fulfil(person_id=person_id, course_id=course_id)
                found += 1
    return found


@transaction.atomic
def hand_in(*, period: Period, person: "Person") -> Period:
    """Let a learner answer an obligation with a course completed before it was assigned.

    The employer then sees the day of handing in, never the day on which it was learnt. Raises
    NothingToHandIn.
    """
    locked = Period.objects.select_for_update(of=("self",)).select_related("obligation")
    mine = locked.get(pk=period.pk, employment__person=person)
    if mine.fulfilled_on:
        return mine
    course_id = mine.obligation.course_id
    done = learning.completions(course_id=course_id, person_ids=[person.pk]).get(person.pk)
    if done is None:
        raise NothingToHandIn
    _enter(mine, done, on=dates.today())
    return mine


def _enter(period: Period, done: "Completion", *, on: "dt.date") -> None:
    months = period.obligation.valid_months
    period.fulfilled_on = on
    period.valid_until = dates.add_months(on, months) if months else None
    period.version_number = done.version_number
    period.save(update_fields=["fulfilled_on", "valid_until", "version_number"])
