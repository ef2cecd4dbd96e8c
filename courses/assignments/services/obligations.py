"""Make a course obligatory, for more people, or no longer."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from campus.kit import dates
from courses.assignments.errors import AlreadyObligatory, DueInThePast, NobodyConcerned
from courses.assignments.models import Obligation, Period
from courses.assignments.services.news import tell
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

    Who has chosen and completed the course before starts open like everybody else: voluntary
    learning is not shown to the employer unless the learner hands it in (`hand_in`).
    """
    # The lock keeps two runs at the same time from creating the same period.
    Obligation.objects.select_for_update().get(pk=obligation.pk)
    known = set(obligation.periods.values_list("employment_id", flat=True))
    today = dates.today()
    created = [
        Period(
            obligation=obligation,
            employment=employment,
            assigned_on=today,
            due_on=max(obligation.due_on, today),
        )
        for employment in _concerned(obligation)
        if employment.pk not in known
    ]
    Period.objects.bulk_create(created)
    for period in created:
        tell(period, kind="assignments_assigned", key=f"assigned:{obligation.pk}")
    return created


def _concerned(obligation: Obligation) -> list["Employment"]:
    """Return whom the obligation concerns: the chosen departments with those below, or all."""
    staff = people.staff_of(obligation.municipality)
    chosen = list(obligation.departments.all())
    if chosen:
        ids = {pk for department in chosen for pk in people.department_tree_ids(department)}
        staff = staff.filter(department_id__in=ids)
    return list(staff.select_related("person__user"))


@transaction.atomic
def widen(
    *, obligation: Obligation, departments: Sequence["Department"], by: "User"
) -> list[Period]:
    """Oblige further departments too; an obligation of all staff is left as it is."""
    if obligation.departments.exists():
        obligation.departments.add(*departments)
    created = extend(obligation=obligation)
    log(instance=obligation, action="assignments.widen", user=by, data={"count": len(created)})
    return created


@transaction.atomic
def end(*, obligation: Obligation, by: "User") -> None:
    """End an obligation; its periods stay as proof. The second call does nothing."""
    if Obligation.objects.filter(pk=obligation.pk, ended_at=None).update(ended_at=dates.now()):
        log(instance=obligation, action="assignments.end", user=by)


def extend_all(*, obligations: Iterable[Obligation] | None = None) -> int:
    """Extend every running obligation to newcomers; returns how many periods were created."""
    running = Obligation.objects.filter(ended_at=None) if obligations is None else obligations
    return sum(len(extend(obligation=one)) for one in running)
