"""What a package says: for each of the staff of a day and each obligation of that day one line.

Like everything that the employer reads it selects status, dates, version and how something was
proven, and no score, attempt, time spent or voluntary course.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models.functions import Coalesce

from campus.kit import dates
from courses.assignments import selectors as assignments
from courses.assignments.states import Status
from courses.audits.questions import Question
from courses.oversight import selectors as oversight
from courses.oversight.selectors import Job
from members.people import selectors as people
from members.policies.sights import Shown, Sight

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from members.organisations.models import Municipality
    from members.people.models import Employment

# So many people are read at once; between two parts the progress is noted.
BATCH = 200


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation of the day."""

    pk: int
    name: str
    legal_basis: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What counts as proof on the day; `turn` leads to the document that was handed in."""

    turn: int
    fulfilled_on: dt.date | None
    valid_until: dt.date | None
    version: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Line:
    """One person and one obligation. `status` None: deleted, and nothing is known any more."""

    job: int
    person: int
    user: int | None
    name: str
    department: str
    duty: Duty
    status: Status | None
    due_on: dt.date | None
    proof: Proof | None


@dataclass(frozen=True, slots=True)
class Content:
    """All lines of a package in an order that does not depend on names."""

    duties: tuple[Duty, ...]
    lines: tuple[Line, ...]

    @property
    def people(self) -> dict[int, int | None]:
        """Return everybody in it, with the account."""
        return {one.person: one.user for one in self.lines}


def duties_of(municipality: "Municipality", question: Question) -> list[Duty]:
    """Return the obligations of the day that were chosen, all if none was."""
    rows = assignments.obligations_until(assignments.end_of(question.day))
    rows = rows.filter(municipality=municipality).order_by("pk")
    if question.obligations:
        rows = rows.filter(pk__in=question.obligations)
    name = Coalesce("course__title", "title")
    return [Duty(*one) for one in rows.values_list("pk", name, "legal_basis")]


def staff_of(municipality: "Municipality", question: Question) -> "QuerySet[Employment]":
    """Return who worked there on the day, as far as they were chosen; also who has left since."""
    staff = people.staff_of(municipality, day=question.day)
    if question.people:
        staff = staff.filter(pk__in=question.people)
    if question.departments:
        units = [
            oversight.Unit(*one)
            for one in people.departments_of(municipality).values_list("pk", "name", "parent_id")
        ]
        chosen = [one for one in units if one.pk in question.departments]
        keys = {key for one in chosen for key in oversight.below(units, one)}
        staff = oversight.working_in(staff, keys, question.day)
    return staff.order_by("pk")


def content_of(
    municipality: "Municipality",
    question: Question,
    shown: Shown,
    note: Callable[[int, int], object] = lambda done, total: None,
) -> Content:
    """Return all lines; `note` hears after each part how many of how many people are done."""
    duties = duties_of(municipality, question)
    keys = list(staff_of(municipality, question).values_list("pk", flat=True))
    lines: list[Line] = []
    for first in range(0, len(keys), BATCH):
        note(first, len(keys))
        lines += _lines(keys[first : first + BATCH], duties, question.day, shown)
    return Content(tuple(duties), tuple(lines))


def _lines(keys: list[int], duties: Sequence[Duty], day: dt.date, shown: Shown) -> list[Line]:
    staff = people.jobs_by_key(keys).order_by("pk")
    jobs = oversight.jobs(staff, day)
    forgotten = people.forgotten_among([job.person.pk for job in jobs])
    chosen = [one.pk for one in duties]
    cells = oversight.cells(keys, chosen, day, shown)
    proofs = proofs_on(keys, chosen, day, shown)
    return [
        _line(job, duty, cells.get((job.pk, duty.pk)), proofs.get((job.pk, duty.pk)), forgotten)
        for job in jobs
        for duty in duties
    ]


def _line(
    job: Job,
    duty: Duty,
    cell: assignments.Cell | None,
    proof: Proof | None,
    forgotten: set[int],
) -> Line:
    is_gone = job.person.pk in forgotten
    status = cell.status if cell else None if is_gone else Status.NOT_ASSIGNED
    return Line(
        job=job.pk,
        person=job.person.pk,
        user=job.person.user_id,
        name="" if is_gone else job.name,
        department=job.department,
        duty=duty,
        status=status,
        due_on=cell.due_on if cell else None,
        proof=proof,
    )


PROOF = (
    "employment_id",
    "obligation_id",
    "pk",
    "fulfilled_on",
    "valid_until",
    "version_number",
    "source",
)


def proofs_on(
    job_ids: Sequence[int], duty_ids: Sequence[int], day: dt.date, shown: Shown
) -> dict[tuple[int, int], Proof]:
    """Return the newest proof of each that was there on a day and not revoked by then.

    It may have ended since: until when it counted stands in it. Nothing that the works agreement
    hides is told.
    """
    turns = assignments.begun_by(day) if day >= dates.today() else assignments.begun_by_then(day)
    rows = turns.filter(
        employment_id__in=list(job_ids), obligation_id__in=list(duty_ids), fulfilled_on__lte=day
    )
    found: dict[tuple[int, int], Proof] = {}
    for row in rows.order_by("number").values_list(*PROOF, "revoked_on"):
        job, duty, *facts = row[:-1]
        revoked_on = row[-1]
        if not revoked_on or revoked_on > day:
            found[job, duty] = Proof(*facts)
    return {key: _narrowed(one, shown) for key, one in found.items()}


def _narrowed(proof: Proof, shown: Shown) -> Proof:
    return Proof(
        turn=proof.turn,
        fulfilled_on=proof.fulfilled_on if Sight.FULFILLED_ON in shown else None,
        valid_until=proof.valid_until,
        version=proof.version if Sight.VERSION in shown else None,
        source=proof.source,
    )
