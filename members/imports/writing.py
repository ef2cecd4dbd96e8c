"""Write a confirmed run, some rows at a time: a row is written whole or not at all.

What was written is noted in the same transaction, so that a run which was interrupted goes on
where it stopped. The deeds are those of the list of staff; nothing goes round their rules.
"""

import datetime as dt
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from campus.kit import dates
from campus.kit.after_commit import announce
from campus.kit.errors import DomainError
from members.imports.columns import Field
from members.imports.models import ImportRow, ImportRun
from members.imports.planning import Action, Plan, names_in, plan_row
from members.imports.selectors import (
    added_jobs,
    known_for,
    moves_of,
    new_departments,
    rows_to_write,
)
from members.imports.values import Entry, entry_of
from members.people import selectors as people
from members.people import services as staff
from members.people.signals import jobs_changed

if TYPE_CHECKING:
    from members.people.models import Department, Employment

BATCH = 50
LONGEST_NOTE = 300


def write_run(*, reference: UUID) -> ImportRun | None:
    """Write all rows of a run that are still open; return it when it is done by this call."""
    run = ImportRun.objects.filter(reference=reference).defer("content").first()
    if run is None or run.state != ImportRun.State.RUNNING:
        return None
    _add_departments(run)
    while _write_some(run):
        pass
    return _finish(run)


@transaction.atomic
def _add_departments(run: ImportRun) -> None:
    """Add the departments that rows name, each below the one that the file puts above it."""
    if not run.adds_departments:
        return
    there = {one.name.casefold(): one for one in people.departments_of(run.municipality)}
    for name, above in new_departments(run):
        parent = _department(run, there, above, None) if above else None
        _department(run, there, name, parent)
    ImportRun.objects.filter(pk=run.pk).update(added_departments=run.added_departments)


def _department(
    run: ImportRun, there: dict[str, "Department"], name: str, parent: "Department | None"
) -> "Department":
    """Return the department of a name; it is added where it is missing."""
    known = there.get(name.casefold())
    if known is None:
        known = staff.add_department(municipality=run.municipality, name=name, parent=parent)
        there[name.casefold()] = known
        run.added_departments.append(known.pk)
    return known


@transaction.atomic
def _write_some(run: ImportRun) -> bool:
    """Write the next rows; tell whether there were any."""
    locked = ImportRun.objects.select_for_update().defer("content").get(pk=run.pk)
    if locked.state != ImportRun.State.RUNNING:
        return False
    rows = list(rows_to_write(locked).filter(outcome="").order_by("pk")[:BATCH])
    entries = {
        row.pk: entry_of(row.number, row.cells, locked.meaning) for row in rows if row.number
    }
    known = known_for(locked.municipality, list(entries.values()))
    there = {one.name.casefold(): one for one in people.departments_of(locked.municipality)}
    writer = Writer(locked, there)
    for row in rows:
        entry = entries.get(row.pk)
        plan = plan_row(entry, known, locked.options) if entry else None
        writer.write(row, entry, plan)
    fields = ["outcome", "note", "before", "employment"]
    ImportRow.objects.bulk_update(rows, fields, batch_size=BATCH)
    progress = {"done": locked.done + len(rows), "touched_at": dates.now()}
    ImportRun.objects.filter(pk=run.pk).update(**progress)
    return bool(rows)


@transaction.atomic
def _finish(run: ImportRun) -> ImportRun | None:
    """Note the end, and forget the file."""
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.state != ImportRun.State.RUNNING:
        return None
    locked.state = ImportRun.State.DONE
    locked.finished_at = dates.now()
    locked.content = b""
    locked.save(update_fields=["state", "finished_at", "content"])
    announce_moves(locked, settled_at=locked.undo_until)
    return locked


def announce_moves(run: ImportRun, *, settled_at: dt.datetime | None) -> None:
    """Tell the rooms above which jobs have begun, changed or ended, once for the whole run."""
    keys = sorted({*(move.employment_id for move in moves_of(run)), *added_jobs(run)})
    if keys:
        announce(jobs_changed, ImportRun, employment_ids=keys, settled_at=settled_at)


class Writer:
    """Writes single rows of one run."""

    def __init__(self, run: ImportRun, departments: dict[str, "Department"]) -> None:
        self.run = run
        self.departments = departments

    def write(self, row: ImportRow, entry: Entry | None, plan: Plan | None) -> None:
        """Do what the preview said; where that is no longer what would be said, refuse the row."""
        if plan is not None and not _still_holds(row, plan):
            _refuse(
                row, _("The list of staff has changed since the preview. Import the row again.")
            )
            return
        try:
            with transaction.atomic():
                if row.action in (Action.ADD, Action.BACK):
                    self._add(row, plan)
                else:
                    self._change(row)
        except DomainError as error:
            _refuse(row, str(error))
        except DatabaseError:
            _refuse(row, _("This row could not be stored. Please enter the person by hand."))
        else:
            row.outcome = ImportRow.Outcome.DONE

    def _add(self, row: ImportRow, plan: Plan | None) -> None:
        """Add somebody, or take somebody back with the old number."""
        new = row.changed_fields
        job = plan.job if plan else None
        employment = staff.add_person(
            first_name=job.first_name if job else new[Field.FIRST],
            last_name=job.last_name if job else new[Field.LAST],
            municipality=self.run.municipality,
            valid_from=dt.date.fromisoformat(new[Field.FROM]),
            added_by=self.run.confirmed_by,
            email=job.email if job else new.get(Field.EMAIL),
            department=self._department(new.get(Field.DEPARTMENT)),
            position=new.get(Field.POSITION, ""),
            personnel_number=job.number if job else new.get(Field.NUMBER, ""),
            quietly=True,
        )
        self._set_further(employment, row)
        if new.get(Field.UNTIL):
            self._end(employment, new[Field.UNTIL])
        row.before = {"former": row.employment_id}
        row.employment = employment

    def _change(self, row: ImportRow) -> None:
        """Change a job, or let it end."""
        employment = (
            people.all_staff_of(self.run.municipality)
            .select_related("person__user", "department", "municipality")
            .get(pk=row.employment_id or 0)
        )
        row.before = before_of(employment, row)
        change_job(employment, row.changed_fields, self._department)
        self._set_further(employment, row)
        if Field.UNTIL in row.changed_fields:
            self._end(employment, row.changed_fields[Field.UNTIL])

    def _set_further(self, employment: "Employment", row: ImportRow) -> None:
        """Let somebody have further posts in exactly the departments that the row names."""
        if Field.FURTHER in row.changed_fields:
            names = names_in(row.changed_fields[Field.FURTHER])
            wanted = [self.departments[name.casefold()] for name in names]
            by = self.run.confirmed_by
            added = staff.set_posts(employment=employment, departments=wanted, by=by)
            row.before = {**row.before, "added": added}

    def _end(self, employment: "Employment", day: str) -> None:
        by = self.run.confirmed_by
        if day:
            last_day = dt.date.fromisoformat(day)
            staff.end_employment(employment=employment, last_day=last_day, ended_by=by)
        else:
            staff.reopen_employment(
                employment=employment, before=staff.Ending(None), reopened_by=by
            )

    def _department(self, name: str | None) -> "Department | None":
        return self.departments[name.casefold()] if name else None


def change_job(employment: "Employment", new: dict[str, Any], department_of: Any) -> None:
    """Change name, address, department, position or number, as far as they are named."""
    person = employment.person
    if new.keys() & {Field.FIRST, Field.LAST, Field.EMAIL}:
        staff.correct_person(
            employment=employment,
            first_name=new.get(Field.FIRST, person.first_name),
            last_name=new.get(Field.LAST, person.last_name),
            email=new.get(Field.EMAIL, person.email),
        )
    if new.keys() & {Field.DEPARTMENT, Field.POSITION, Field.NUMBER}:
        staff.change_employment(
            employment=employment,
            department=department_of(new[Field.DEPARTMENT])
            if Field.DEPARTMENT in new
            else employment.department,
            position=new.get(Field.POSITION, employment.position),
            personnel_number=new.get(Field.NUMBER, employment.personnel_number),
            # The whole run is announced at its end.
            quietly=True,
        )


def before_of(employment: "Employment", row: ImportRow) -> dict[str, Any]:
    """Return what is needed to undo a change."""
    before: dict[str, Any] = {}
    # A change of the main department may end a further post, too.
    if row.changed_fields.keys() & {Field.DEPARTMENT, Field.FURTHER}:
        before["posts"] = staff.posts_kept(employment)
    if Field.UNTIL in row.changed_fields:
        ending = staff.ending_of(employment)
        before |= {"invitations": ending.invitations, "grants": ending.grants}
    return before


def _still_holds(row: ImportRow, plan: Plan) -> bool:
    now = [[change.field.value, change.old, change.new] for change in plan.changes]
    return plan.action == row.action and now == row.changes


def _refuse(row: ImportRow, reason: str) -> None:
    row.outcome, row.note = ImportRow.Outcome.REFUSED, reason[:LONGEST_NOTE]
