"""What fulfils an obligation: completing the course, or handing in an earlier completion."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from campus.kit import dates
from courses.assignments.errors import NothingToHandIn, NothingToRenew
from courses.assignments.models import Period
from courses.assignments.services.paths import completed_version
from courses.assignments.services.turns import enter, open_windows
from courses.enrolment import selectors as enrolments
from courses.enrolment import services as enrolment_services
from courses.learning import selectors as learning

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from courses.enrolment.models import Enrolment
    from courses.learning.selectors import Completion
    from members.accounts.models import User
    from members.people.models import Person

# A seat that the employer asks for: it needs no approval.
ASSIGNED = "assigned"


@transaction.atomic
def fulfil(*, person_id: int, course_id: int) -> None:
    """Enter a person's completions into every running obligation they answer; may run twice.

    They are entered in the order of their days, and the next turn is opened first where its
    window had come by then: whatever is known when, the same turns come out. A completion from
    before the assignment, or from before the window, was voluntary and stays with the learner.
    """
    mine = Q(employment__person_id=person_id, obligation__course_id=course_id)
    for done in learning.completions_of(course_id=course_id, person_id=person_id):
        open_windows(on=done.completed_on, only=mine, quietly=True)
        for period in _waiting().filter(mine, assigned_on__lte=done.completed_on):
            _enter(period, done, on=done.completed_on)
    open_windows(only=mine)


def fulfil_missed() -> int:
    """Enter completions whose news was lost in a crash; returns how many were found.

    Completions of the very day of the assignment are left out: they may have been voluntary.
    """
    waiting = Period.objects.running().filter(fulfilled_on=None, obligation__course__isnull=False)
    pairs = waiting.values_list("obligation__course_id", "employment__person_id", "assigned_on")
    by_course: dict[int, dict[int, dt.date]] = {}
    for course_id, person_id, assigned_on in pairs:
        by_course.setdefault(course_id or 0, {})[person_id] = assigned_on
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

    The employer then sees the day of handing in, never the day on which it was learnt. What has
    answered the turn before does not answer this one. Raises NothingToHandIn.
    """
    mine = _waiting_or_done().get(pk=period.pk, employment__person=person)
    if mine.fulfilled_on:
        return mine
    if mine.obligation.path:
        version = completed_version(person, mine.obligation.path.slug)
        if version is None:
            raise NothingToHandIn
        source = Period.Source.HANDED_IN
        return enter(mine, on=dates.today(), source=source, version=version.number)
    course_id = mine.obligation.course_id
    if course_id is None:
        raise NothingToHandIn
    done = learning.completions(course_id=course_id, person_ids=[person.pk]).get(person.pk)
    former = Period.objects.filter(
        obligation=mine.obligation_id, employment=mine.employment_id, number__lt=mine.number
    )
    if done is None or former.filter(fulfilled_on__gte=done.completed_on).exists():
        raise NothingToHandIn
    _enter(mine, done, on=dates.today(), source=Period.Source.HANDED_IN)
    return mine


@transaction.atomic
def renew(*, period: Period, person: "Person", by: "User") -> "Enrolment":
    """Give a learner a new seat to renew a proof; the old one stays with its certificate.

    Where the obligation says so, it may begin with the test: then the seat knows which version the
    learner has completed before. A seat that is being learnt on already is returned as it is.
    Raises NothingToRenew, or what forbids a seat.
    """
    mine = _waiting_or_done().get(pk=period.pk, employment__person=person)
    course = mine.obligation.course
    offer = enrolments.offer_for(course) if course else None
    if mine.fulfilled_on or mine.number < 2 or offer is None:
        raise NothingToRenew
    held = enrolments.open_enrolment(person, offer)
    progress = learning.progress_of_seat(held) if held else None
    if held and (progress is None or progress.completed_at is None):
        return held
    earlier = None
    if mine.obligation.test_first:
        earlier = learning.completed_version(course_id=offer.course_id, person_id=person.pk)
    return enrolment_services.enrol_again(
        person=person,
        offer=offer,
        by=by,
        source=ASSIGNED,
        earlier=earlier,
        employer=mine.obligation.municipality.slug,
    )


def _waiting_or_done() -> "QuerySet[Period]":
    rows = Period.objects.select_for_update(of=("self",))
    return rows.select_related("obligation__municipality")


def _waiting() -> "QuerySet[Period]":
    """Return the open turns of running obligations, locked."""
    return _waiting_or_done().filter(
        obligation__ended_at=None, fulfilled_on=None, closed_at=None, archived_on=None
    )


def _enter(
    period: Period, done: "Completion", *, on: "dt.date", source: str = Period.Source.COURSE
) -> None:
    enter(period, on=on, source=source, version=done.version_number)
