"""What the list of staff knows of the rows of a file, and what a run has become."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from campus.kit import dates
from members.imports.columns import Field
from members.imports.known import Known, KnownJob, spellings
from members.imports.models import ImportProfile, ImportRow, ImportRun
from members.imports.planning import WRITING, Action, names_in
from members.imports.values import Entry
from members.people import selectors as people
from members.people.consequences import Move
from members.second_person import selectors as second_person

if TYPE_CHECKING:
    from members.organisations.models import Municipality
    from members.people.models import Employment

MOVING = (
    Field.DEPARTMENT.value,
    Field.POSITION.value,
    Field.FURTHER.value,
    Field.UNTIL.value,
)


def profile_of(municipality: "Municipality") -> ImportProfile:
    """Return what the municipality has chosen before; not yet stored where it never has."""
    found = ImportProfile.objects.filter(municipality=municipality).first()
    return found or ImportProfile(municipality=municipality)


def needs_second_person(run: ImportRun) -> bool:
    """Tell whether the municipality wants a second person for so many rows."""
    threshold = second_person.threshold_of(run.municipality)
    return threshold is not None and rows_to_write(run).count() >= threshold


def runs_of(municipality: "Municipality") -> QuerySet[ImportRun]:
    """Return the imports of a municipality, newest first, without their files."""
    runs = ImportRun.objects.filter(municipality=municipality).defer("content")
    return runs.select_related("created_by", "confirmed_by")


def known_for(municipality: "Municipality", entries: Iterable[Entry]) -> Known:
    """Return everything that these rows can meet, with a constant number of queries."""
    rows = list(entries)
    numbers = {way for row in rows for way in spellings(row.text(Field.NUMBER)) if way}
    addresses = {row.text(Field.EMAIL).lower() for row in rows} - {""}
    last_names = {row.text(Field.LAST) for row in rows} - {""}
    jobs = people.all_staff_of(municipality).annotate(address=Lower("person__email"))
    met = jobs.filter(
        Q(personnel_number__in=numbers)
        | Q(address__in=addresses)
        | Q(person__last_name__in=last_names)
    )
    found = list(with_neighbours(met))
    further = people.further_names([job.pk for job in found], dates.today())
    return Known(
        today=dates.today(),
        jobs=tuple(known_job(job, further.get(job.pk, ())) for job in found),
        addresses=people.last_names_by_address(addresses),
        departments={one.name.casefold(): one.name for one in people.departments_of(municipality)},
    )


def with_neighbours(jobs: QuerySet["Employment"]) -> QuerySet["Employment"]:
    """Add to each job whether others than this employer have dealings with the person."""
    others = people.jobs_elsewhere().filter(person_id=OuterRef("person_id"))
    tasks = people.invitations_with_role().filter(person_id=OuterRef("person_id"))
    return jobs.select_related("person", "department").annotate(
        is_elsewhere=Exists(others.exclude(municipality_id=OuterRef("municipality_id")))
        | Exists(tasks)
    )


def known_job(job: "Employment", further: Iterable[str] = ()) -> KnownJob:
    """Return a job as values, with the departments of its further posts."""
    person = job.person
    return KnownJob(
        pk=job.pk,
        first_name=person.first_name,
        last_name=person.last_name,
        email=person.email or "",
        department=job.department.name if job.department else "",
        position=job.position,
        number=job.personnel_number,
        valid_from=job.valid_from,
        valid_until=job.valid_until,
        has_account=person.user_id is not None,
        is_known_elsewhere=bool(getattr(job, "is_elsewhere", False)),
        further=tuple(further),
    )


def missing_jobs(run: ImportRun) -> QuerySet["Employment"]:
    """Return the running jobs with a number that a complete file does not name.

    People without a number were entered by hand and stay; so does whoever imports.
    """
    rows = ImportRow.objects.filter(run=run, number__isnull=False, employment__isnull=False)
    named = rows.values("employment_id")
    jobs = people.all_staff_of(run.municipality).exclude(personnel_number="")
    jobs = jobs.filter(valid_until=None, valid_from__lte=dates.today()).exclude(pk__in=named)
    if run.created_by_id:
        jobs = jobs.exclude(person__user_id=run.created_by_id)
    return with_neighbours(jobs)


def rows_to_write(run: ImportRun) -> QuerySet[ImportRow]:
    """Return the rows that change something; with a fault in the file nobody missing is ended.

    Whoever is on a faulty row must not be taken for somebody who has left.
    """
    rows = ImportRow.objects.filter(run=run, action__in=WRITING)
    if has_faults(run):
        rows = rows.exclude(number=None)
    return rows


def has_faults(run: ImportRun) -> bool:
    """Tell whether any row has to be corrected."""
    return ImportRow.objects.filter(run=run, action=Action.FAULT).exists()


def counts(run: ImportRun) -> dict[str, int]:
    """Return how many rows do what."""
    rows = ImportRow.objects.filter(run=run).order_by().values("action")
    found = {row["action"]: row["number"] for row in rows.annotate(number=Count("pk"))}
    return {action.value: found.get(action.value, 0) for action in Action}


def outcomes(run: ImportRun) -> dict[str, int]:
    """Return what has become of the rows that write."""
    rows = ImportRow.objects.filter(run=run, action__in=WRITING).order_by().values("outcome")
    return {row["outcome"]: row["number"] for row in rows.annotate(number=Count("pk"))}


def new_departments(run: ImportRun) -> list[tuple[str, str]]:
    """Return the departments that rows name and that are not there, each with the one above."""
    there = {one.name.casefold() for one in people.departments_of(run.municipality)}
    wanted: dict[str, tuple[str, str]] = {}
    besides: dict[str, tuple[str, str]] = {}
    columns = {name: index for index, name in run.meaning.items()}
    above_at = columns.get(Field.ABOVE)
    for row in ImportRow.objects.filter(run=run, action__in=WRITING).exclude(number=None):
        name = row.changed_fields.get(Field.DEPARTMENT, "")
        if name and name.casefold() not in there:
            above = (
                row.cells[above_at] if above_at is not None and above_at < len(row.cells) else ""
            )
            wanted.setdefault(name.casefold(), (name, above))
        for name in names_in(row.changed_fields.get(Field.FURTHER, "")):
            if name.casefold() not in there:
                besides.setdefault(name.casefold(), (name, ""))
    # What is somebody's main department, too, has a superior one named there.
    return list({**besides, **wanted}.values())


def added_jobs(run: ImportRun) -> list[int]:
    """Return the jobs that the run has added and that are there still."""
    rows = ImportRow.objects.filter(
        run=run, outcome=ImportRow.Outcome.DONE, action__in=(Action.ADD, Action.BACK)
    )
    return list(rows.exclude(employment=None).values_list("employment_id", flat=True))  # type: ignore[arg-type]


def letters_needed(run: ImportRun) -> list[int]:
    """Return the jobs that the run has added and for which only a letter opens the door."""
    rows = ImportRow.objects.filter(
        run=run,
        outcome=ImportRow.Outcome.DONE,
        action__in=(Action.ADD, Action.BACK),
        employment__person__user=None,
        employment__person__email=None,
    )
    return list(rows.values_list("employment_id", flat=True))  # type: ignore[arg-type]


def moves_of(run: ImportRun) -> list[Move]:
    """Return the jobs whose department, position or last day a run changes, as they would be."""
    return [one for one in foreseen(run) if one.begins_on is None]


def foreseen(run: ImportRun) -> list[Move]:
    """Return the jobs of `moves_of` and those that a run adds.

    Jobs to come do not exist yet: their keys are the numbers of their rows, below zero.
    """
    names = {one.name.casefold(): one.pk for one in people.departments_of(run.municipality)}
    today = dates.today()
    kinds = (Action.CHANGE, Action.END, Action.ADD, Action.BACK)
    found = []
    rows = rows_to_write(run).filter(action__in=kinds)
    held = people.further_posts([row.employment_id or 0 for row in rows], today)
    for row in rows.select_related("employment"):
        if row.action in (Action.ADD, Action.BACK):
            found.append(_arrival(row, names, today))
        elif row.employment and row.changed_fields.keys() & {*MOVING}:
            found.append(_move(row, row.employment, names, held.get(row.employment.pk, ())))
    return found


def _arrival(row: ImportRow, names: dict[str, int], today: dt.date) -> Move:
    new = row.changed_fields
    department = names.get((new.get(Field.DEPARTMENT) or "").casefold())
    begins_on = dt.date.fromisoformat(new.get(Field.FROM) or today.isoformat())
    return Move(
        -(row.number or 0),
        department,
        new.get(Field.POSITION) or "",
        begins_on=begins_on,
        further=tuple((key, "") for key in _keys_in(new.get(Field.FURTHER, ""), names)) or None,
    )


def _keys_in(text: str, names: dict[str, int]) -> list[int | None]:
    return [names.get(name.casefold()) for name in names_in(text)]


def _move(
    row: ImportRow,
    job: "Employment",
    names: dict[str, int],
    held: Sequence[tuple[int | None, str]],
) -> Move:
    """Return a job as it would be; posts that stay keep their position."""
    new = row.changed_fields
    department = job.department_id
    if Field.DEPARTMENT in new:
        department = names.get(new[Field.DEPARTMENT].casefold())
    until = new.get(Field.UNTIL) or ""
    further = None
    if Field.FURTHER in new:
        positions = dict(held)
        keys = _keys_in(new[Field.FURTHER], names)
        further = tuple((key, positions.get(key, "")) for key in keys)
    return Move(
        job.pk,
        department,
        new.get(Field.POSITION, job.position),
        leaves=bool(until) and until < dates.today().isoformat(),
        further=further,
    )
