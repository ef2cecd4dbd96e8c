"""Make something obligatory, for more people, or no longer."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from campus.kit import dates
from courses.assignments import audiences, test_first
from courses.assignments.errors import (
    AlreadyObligatory,
    DueInThePast,
    NobodyConcerned,
    TestNotFirst,
)
from courses.assignments.models import Obligation, Period
from courses.assignments.services.news import tell
from courses.assignments.services.turns import first_period
from courses.assignments.terms import check_terms

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from courses.pathways.models import LearningPath
    from members.accounts.models import User
    from members.groups.models import StaffGroup
    from members.organisations.models import Municipality
    from members.people.models import Department, Employment


class Details(TypedDict, total=False):
    """Whom it concerns and how often; everything has a sensible default."""

    title: str
    path: "LearningPath | None"
    departments: Sequence["Department"]
    positions: Sequence[str]
    groups: Sequence["StaffGroup"]
    people: Sequence["Employment"]
    starts_on: dt.date | None
    due_start: str
    due_on: dt.date | None
    due_amount: int
    due_unit: str
    valid_months: int | None
    expiry_rule: str
    fixed_day: dt.date | None
    minimum_months: int
    window_days: int
    grace_days: int
    carried_days: int | None
    test_first: bool
    accepted_proofs: list[str]


@transaction.atomic
def assign(
    *,
    municipality: "Municipality",
    course: "CoursePage | None",
    legal_basis: str,
    by: "User",
    **details: Unpack[Details],
) -> Obligation:
    """Make something obligatory for some of the staff (nobody chosen: for everybody).

    They are told at once. Raises DueInThePast, RuleContradicts, TestNotFirst, AlreadyObligatory
    or NobodyConcerned.
    """
    obligation = create(
        municipality=municipality, course=course, legal_basis=legal_basis, by=by, **details
    )
    if not extend(obligation=obligation):
        raise NobodyConcerned
    log(instance=obligation, action="assignments.assign", user=by)
    return obligation


def draft(
    *,
    municipality: "Municipality",
    course: "CoursePage | None",
    legal_basis: str,
    by: "User",
    **details: Unpack[Details],
) -> Obligation:
    """Return an obligation that is not stored, with rules that do not contradict themselves.

    Raises DueInThePast, RuleContradicts or TestNotFirst.
    """
    due_on = details.get("due_on")
    if due_on and due_on < dates.today() and details.get("due_start", "day") == "day":
        raise DueInThePast
    row = Obligation(
        municipality=municipality,
        course=course,
        legal_basis=legal_basis,
        created_by=by,
        **details,  # type: ignore[misc]
    )
    check_terms(row.rhythm)
    reason = test_first.why_not(course, row.valid_months) if row.test_first else ""
    if reason:
        raise TestNotFirst(reason=reason)
    return row


def create(
    *,
    municipality: "Municipality",
    course: "CoursePage | None",
    legal_basis: str,
    by: "User",
    **details: Unpack[Details],
) -> Obligation:
    """Store an obligation without anybody's turn yet."""
    departments = details.pop("departments", ())
    people, groups = details.pop("people", ()), details.pop("groups", ())
    row = draft(municipality=municipality, course=course, legal_basis=legal_basis, by=by, **details)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as clash:
        raise AlreadyObligatory from clash
    row.departments.set(departments)
    row.people.set(people)
    row.groups.set(groups)
    return row


@transaction.atomic
def extend(*, obligation: Obligation, quietly: bool = False) -> list[Period]:
    """Create the missing periods of an obligation, as for newcomers; may run any number of times.

    Who has chosen and completed the course before starts open like everybody else: voluntary
    learning is not shown to the employer unless the learner hands it in (`hand_in`). Quietly: who
    asked for it tells the people all at once.
    """
    # The lock keeps two runs at the same time from creating the same period.
    Obligation.objects.select_for_update().get(pk=obligation.pk)
    known = set(obligation.periods.values_list("employment_id", flat=True))
    today = dates.today()
    new = [job for job in audiences.concerned(obligation) if job.pk not in known]
    created = [first_period(obligation, job, on=today) for job in new]
    Period.objects.bulk_create(created)
    for period in [] if quietly else created:
        tell(period, kind="assignments_assigned", key=f"assigned:{obligation.pk}")
    return created


@transaction.atomic
def widen(
    *, obligation: Obligation, departments: Sequence["Department"], by: "User"
) -> list[Period]:
    """Oblige further departments too; an obligation of all staff is left as it is."""
    if audiences.is_limited(obligation):
        obligation.departments.add(*departments)
    created = extend(obligation=obligation)
    log(instance=obligation, action="assignments.widen", user=by, data={"count": len(created)})
    return created


@transaction.atomic
def end(*, obligation: Obligation, by: "User") -> None:
    """End an obligation; its periods stay as proof. The second call does nothing."""
    if Obligation.objects.filter(pk=obligation.pk, ended_at=None).update(ended_at=dates.now()):
        log(instance=obligation, action="assignments.end", user=by)


@transaction.atomic
def reword(*, obligation: Obligation, legal_basis: str, by: "User") -> None:
    """Give an obligation another legal basis for those who read it from now on.

    Nothing else of it changes: neither who is concerned nor any day.
    """
    data = {"before": obligation.legal_basis, "now": legal_basis}
    obligation.legal_basis = legal_basis
    obligation.save(update_fields=["legal_basis"])
    log(instance=obligation, action="assignments.reword", user=by, data=data)


@transaction.atomic
def accept_proofs(*, obligation: Obligation, names: Sequence[str], by: "User") -> None:
    """Say which proofs from elsewhere fulfil an obligation from now on, by their names.

    What was recognised before stays recognised.
    """
    locked = Obligation.objects.select_for_update(of=("self",)).get(pk=obligation.pk)
    if list(names) == locked.accepted_proofs:
        return
    data = {"before": locked.accepted_proofs, "now": list(names)}
    obligation.accepted_proofs = locked.accepted_proofs = list(names)
    locked.save(update_fields=["accepted_proofs"])
    log(instance=obligation, action="assignments.accept", user=by, data=data)


def extend_all(*, obligations: Iterable[Obligation] | None = None) -> int:
    """Extend every running obligation to newcomers; returns how many periods were created."""
    running = Obligation.objects.filter(ended_at=None) if obligations is None else obligations
    return sum(len(extend(obligation=one)) for one in running)
