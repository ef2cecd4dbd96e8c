"""Take a whole run back, some rows at a time, the last row first."""

import datetime as dt
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from campus.kit import dates
from campus.kit.errors import DomainError
from members.imports.columns import Field
from members.imports.models import ImportRow, ImportRun
from members.imports.planning import Action, joined
from members.imports.writing import BATCH, LONGEST_NOTE, announce_moves, change_job
from members.people import selectors as people
from members.people import services as staff

if TYPE_CHECKING:
    from members.people.models import Department, Employment

Departments = dict[str, "Department"]


class ChangedSince(DomainError):
    """Somebody has worked on the entry after the import; that is not thrown away."""

    code = "changed_since"

    def __str__(self) -> str:
        return _("Somebody has changed this entry since the import; it stays as it is.")


def undo_run(*, reference: UUID) -> ImportRun | None:
    """Take back what is still there of a run; return it when it is undone by this call."""
    run = ImportRun.objects.filter(reference=reference).defer("content").first()
    if run is None or run.state != ImportRun.State.UNDOING:
        return None
    while _undo_some(run):
        pass
    return _finish(run)


@transaction.atomic
def _undo_some(run: ImportRun) -> bool:
    """Undo the next rows; tell whether there were any."""
    locked = ImportRun.objects.select_for_update().defer("content").get(pk=run.pk)
    if locked.state != ImportRun.State.UNDOING:
        return False
    written = ImportRow.objects.filter(run=locked, outcome=ImportRow.Outcome.DONE)
    rows = list(
        written.select_related(
            "employment__person__user", "employment__department", "employment__municipality"
        ).order_by("-pk")[:BATCH]
    )
    there = {one.name.casefold(): one for one in people.departments_of(locked.municipality)}
    for row in rows:
        _undo(locked, row, there)
    ImportRow.objects.bulk_update(rows, ["outcome", "note", "employment"], batch_size=BATCH)
    progress = {"done": locked.done + len(rows), "touched_at": dates.now()}
    ImportRun.objects.filter(pk=run.pk).update(**progress)
    return bool(rows)


def _undo(run: ImportRun, row: ImportRow, departments: Departments) -> None:
    """Undo a row, or say why it stays."""
    employment = row.employment
    try:
        with transaction.atomic():
            if employment is None:
                raise ChangedSince
            if row.action in (Action.ADD, Action.BACK):
                staff.withdraw_employment(employment=employment)
                row.employment_id = row.before.get("former")
            else:
                _change_back(run, row, employment, departments)
    except DomainError as error:
        row.outcome, row.note = ImportRow.Outcome.KEPT, str(error)[:LONGEST_NOTE]
    else:
        row.outcome = ImportRow.Outcome.UNDONE


def _change_back(
    run: ImportRun, row: ImportRow, employment: "Employment", departments: Departments
) -> None:
    """Write the old values where the new ones still stand there."""
    now = _values(employment)
    if any(now[field] != new for field, _old, new in row.changes):
        raise ChangedSince
    old = {field: old for field, old, _new in row.changes}
    change_job(employment, old, lambda name: departments.get(name.casefold()) if name else None)
    if "posts" in row.before:
        staff.restore_posts(
            employment=employment, kept=row.before["posts"], added=row.before.get("added", ())
        )
    if Field.UNTIL in old:
        before = staff.Ending(
            dt.date.fromisoformat(old[Field.UNTIL]) if old[Field.UNTIL] else None,
            tuple(row.before.get("invitations", ())),
            tuple(row.before.get("grants", ())),
        )
        staff.reopen_employment(employment=employment, before=before, reopened_by=run.confirmed_by)


def _values(employment: "Employment") -> dict[str, Any]:
    """Return what a job says now, as changes write it."""
    person, until = employment.person, employment.valid_until
    further = people.further_names([employment.pk], dates.today())
    return {
        Field.FIRST.value: person.first_name,
        Field.LAST.value: person.last_name,
        Field.EMAIL.value: person.email or "",
        Field.DEPARTMENT.value: employment.department.name if employment.department else "",
        Field.POSITION.value: employment.position,
        Field.NUMBER.value: employment.personnel_number,
        Field.FURTHER.value: joined(further.get(employment.pk, ())),
        Field.UNTIL.value: until.isoformat() if until else "",
    }


@transaction.atomic
def _finish(run: ImportRun) -> ImportRun | None:
    """Take back the departments that nobody needs, and note the end."""
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.state != ImportRun.State.UNDOING:
        return None
    added = people.departments_of(locked.municipality).filter(pk__in=locked.added_departments)
    for department in sorted(added, key=lambda one: -one.pk):
        try:
            staff.remove_department(department=department)
        except DomainError:
            continue
    locked.state = ImportRun.State.UNDONE
    locked.save(update_fields=["state"])
    announce_moves(locked, settled_at=None)
    return locked
