"""Deeds of HR: oblige, extend to newcomers, remind, exempt; and what fulfils an obligation."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.log_actions import log

from campus.kit import dates
from courses.assignments.errors import (
    AlreadyObligatory,
    DueInThePast,
    NobodyConcerned,
    RemindedToday,
)
from courses.assignments.models import Obligation, Period, Reminder
from courses.learning import selectors as learning
from members.messages import services as messages
from members.people import selectors as people

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.people.models import Department, Employment


@transaction.atomic
def assign(
    *,
    municipality: "Municipality",
    course: "CoursePage",
    departments: Sequence["Department"],
    due_on: dt.date,
    legal_basis: str,
    by: "User",
) -> Obligation:
    """Make a course obligatory for departments (none chosen: for everybody), and tell them.

    Raises DueInThePast, AlreadyObligatory or NobodyConcerned.
    """
    if due_on < dates.today():
        raise DueInThePast
    try:
        with transaction.atomic():
            obligation = Obligation.objects.create(
                municipality=municipality,
                course=course,
                due_on=due_on,
                legal_basis=legal_basis,
                created_by=by,
            )
    except IntegrityError as clash:
        raise AlreadyObligatory from clash
    obligation.departments.set(departments)
    if not extend(obligation=obligation):
        raise NobodyConcerned
    log(instance=obligation, action="assignments.assign", user=by)
    return obligation


@transaction.atomic
def extend(*, obligation: Obligation) -> list[Period]:
    """Create the missing periods of an obligation, as for newcomers; may run any number of times.

    Who has completed the course before starts fulfilled and is not told to learn it again.
    """
    known = set(obligation.periods.values_list("employment_id", flat=True))
    missing = [one for one in _concerned(obligation) if one.pk not in known]
    completed = learning.completions(
        course_id=obligation.course_id, person_ids=[one.person_id for one in missing]
    )
    today = dates.today()
    created = [_first_period(obligation, one, today) for one in missing]
    for period in created:
        done = completed.get(period.employment.person_id)
        if done:
            _fulfil(period, done.completed_on, done.version_number)
    Period.objects.bulk_create(created)
    for period in created:
        if period.fulfilled_on is None:
            _tell(period, "assignments_assigned", f"assigned:{obligation.pk}")
    return created


def _first_period(obligation: Obligation, employment: "Employment", today: dt.date) -> Period:
    return Period(
        obligation=obligation,
        employment=employment,
        assigned_on=today,
        due_on=max(obligation.due_on, today),
    )


def _concerned(obligation: Obligation) -> list["Employment"]:
    """Return whom the obligation concerns: the chosen departments with those below, or all."""
    staff = people.staff_of(obligation.municipality)
    chosen = list(obligation.departments.all())
    if chosen:
        ids = {pk for department in chosen for pk in people.department_tree_ids(department)}
        staff = staff.filter(department_id__in=ids)
    return list(staff.select_related("person__user"))


def _fulfil(period: Period, day: dt.date, version_number: int) -> None:
    months = period.obligation.valid_months
    period.fulfilled_on = day
    period.valid_until = dates.add_months(day, months) if months else None
    period.version_number = version_number


@transaction.atomic
def fulfil(*, person_id: int, course_id: int) -> None:
    """Enter a person's completion into every running obligation it answers; may run twice."""
    done = learning.completions(course_id=course_id, person_ids=[person_id]).get(person_id)
    if done is None:
        return
    periods = (
        Period.objects.select_for_update(of=("self",))
        .select_related("obligation")
        .filter(
            employment__person_id=person_id,
            obligation__course_id=course_id,
            obligation__ended_at=None,
            fulfilled_on=None,
        )
    )
    for period in periods:
        _fulfil(period, done.completed_on, done.version_number)
        period.save(update_fields=["fulfilled_on", "valid_until", "version_number"])


@transaction.atomic
def remind(*, obligation: Obligation, by: "User") -> int:
    """Remind everybody who has not fulfilled the obligation; at most once a day each.

    Returns how many were reminded; raises RemindedToday when that would be nobody.
    """
    today = dates.today()
    waiting = (
        obligation.periods.filter(fulfilled_on=None, exempt=False)
        .exclude(reminders__sent_on=today)
        .filter(employment__in=people.staff_of(obligation.municipality))
        .select_related("obligation__course", "employment__person__user")
    )
    periods = list(waiting)
    if not periods:
        raise RemindedToday
    Reminder.objects.bulk_create(
        [Reminder(period=one, sent_on=today, sent_by=by) for one in periods],
        ignore_conflicts=True,
    )
    for period in periods:
        _tell(period, "assignments_reminder", f"reminder:{period.pk}:{today}")
    log(instance=obligation, action="assignments.remind", user=by, data={"count": len(periods)})
    return len(periods)


def _tell(period: Period, kind: str, key: str) -> None:
    """Write to the person once for each key; who has not signed in yet is told by HR's letter."""
    person = period.employment.person
    messages.send(
        kind=kind,
        key=f"{key}:{person.pk}",
        recipient=person.user,
        email=person.email or "",
        context={
            "name": str(person),
            "course": period.obligation.course.title,
            "due_on": period.due_on,
            "legal_basis": period.obligation.legal_basis,
            "link": reverse("portal:start"),
        },
    )


@transaction.atomic
def end(*, obligation: Obligation, by: "User") -> None:
    """End an obligation; its periods stay as proof."""
    Obligation.objects.filter(pk=obligation.pk, ended_at=None).update(ended_at=dates.now())
    log(instance=obligation, action="assignments.end", user=by)


def extend_all(*, obligations: Iterable[Obligation] | None = None) -> int:
    """Extend every running obligation to newcomers; returns how many periods were created."""
    running = Obligation.objects.filter(ended_at=None) if obligations is None else obligations
    return sum(len(extend(obligation=one)) for one in running)
