"""The preview: compare every row with the list of staff and write down what would be done."""

import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.utils.translation import gettext as _

from campus.kit import dates
from members.imports.columns import Field, fits, normal, repeated
from members.imports.errors import ColumnsMissing, ColumnTwice
from members.imports.models import STATE_WORDS, ImportProfile, ImportRow, ImportRun
from members.imports.planning import Action, Options, Plan, plan_row
from members.imports.releasing import give_up
from members.imports.repeats import faults_of_repeats
from members.imports.selectors import counts, known_for, missing_jobs, profile_of
from members.imports.tables import Table, table_of
from members.imports.values import Entry, entry_of
from members.imports.words import FIELD_WORDS

BATCH = 500
LONGEST_NAME = 170


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was chosen for a file before its preview."""

    sheet: str
    columns: Mapping[int, Field]
    options: Options
    is_complete: bool = False
    sends_invitations: bool = True
    # Columns that were deliberately left without a meaning are remembered, too.
    seen: Sequence[int] = field(default=())


def says_the_same(run: ImportRun) -> bool:
    """Tell whether the file would do today what its preview has shown.

    Since when somebody is missing is written as it was shown, so that day is not compared.
    """
    table = table_of(zlib.decompress(run.content), run.sheet, profile_of(run.municipality).headings)
    entries = [entry_of(number, cells, run.meaning) for number, cells in table.rows]
    plans = zip(entries, _planned(run, entries), strict=True)
    now: Counter[tuple[int | None, str, int | None, str]] = Counter(
        (one.number, plan.action.value, plan.job.pk if plan.job else None, str(as_lists(plan)))
        for one, plan in plans
    )
    if run.is_complete:
        now.update((None, Action.END.value, job.pk, "") for job in missing_jobs(run))
    rows = ImportRow.objects.filter(run=run).order_by()
    shown = Counter(
        (number, action, job, str(changes) if number else "")
        for number, action, job, changes in rows.values_list(
            "number", "action", "employment_id", "changes"
        )
    )
    return now == shown


@transaction.atomic
def check_run(*, run: ImportRun, wishes: Wishes) -> ImportRun:
    """Plan every row; nothing of the list of staff is changed. What waits for release ends."""
    twice = repeated(wishes.columns)
    if twice is not None:
        raise ColumnTwice(field=FIELD_WORDS[twice])
    if not fits(wishes.columns):
        raise ColumnsMissing
    give_up(run)
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    locked.MOVES.check(locked.state, ImportRun.State.CHECKED, words=STATE_WORDS)
    profile = profile_of(locked.municipality)
    table = table_of(zlib.decompress(locked.content), wishes.sheet, profile.headings)
    _remember(profile, table, wishes)
    locked.headings = table.headings
    _note(locked, wishes)
    ImportRow.objects.filter(run=locked).delete()
    entries = [entry_of(number, cells, wishes.columns) for number, cells in table.rows]
    plans = _planned(locked, entries)
    cells = dict(table.rows)
    ImportRow.objects.bulk_create(
        (
            _row(locked, entry, plan, cells[entry.number])
            for entry, plan in zip(entries, plans, strict=True)
        ),
        batch_size=BATCH,
    )
    if wishes.is_complete:
        _plan_missing(locked)
    locked.summary = counts(locked)
    locked.save(update_fields=["summary"])
    return locked


def _remember(profile: ImportProfile, table: Table, wishes: Wishes) -> None:
    """Keep the meaning of the headings for the next file."""
    for index, heading in enumerate(table.headings):
        word = normal(heading)
        if word and (index in wishes.columns or index in wishes.seen):
            profile.headings[word] = wishes.columns.get(index, "")
    profile.save()


def _note(run: ImportRun, wishes: Wishes) -> None:
    run.sheet = wishes.sheet
    run.columns = {str(index): name.value for index, name in wishes.columns.items()}
    run.first_day = wishes.options.first_day
    run.empty_erases = wishes.options.empty_erases
    run.adds_departments = wishes.options.adds_departments
    run.is_complete = wishes.is_complete
    run.sends_invitations = wishes.sends_invitations
    run.planned_at = dates.now()
    run.state = ImportRun.State.CHECKED
    run.save()


def _planned(run: ImportRun, entries: Sequence[Entry]) -> list[Plan]:
    """Return a plan for each entry; what meets itself in the file is a fault."""
    repeats = faults_of_repeats(entries)
    plans: list[Plan] = []
    for batch in batches(entries):
        known = known_for(run.municipality, batch)
        for entry in batch:
            whole = replace(entry, faults=(*entry.faults, *repeats.get(entry.number, ())))
            plans.append(plan_row(whole, known, run.options))
    times = Counter(plan.job.pk for plan in plans if plan.job)
    return [_not_twice(plan, times) for plan in plans]


def _not_twice(plan: Plan, times: Mapping[int, int]) -> Plan:
    if plan.job is None or times[plan.job.pk] == 1 or plan.faults:
        return plan
    fault = _("Another row of the file means the same person, %(name)s.")
    return Plan(Action.FAULT, plan.job, faults=(fault % {"name": plan.job.name},))


def batches(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """Cut a long list into parts that one query can ask for."""
    for start in range(0, len(entries), BATCH):
        yield entries[start : start + BATCH]


def _row(run: ImportRun, entry: Entry, plan: Plan, cells: list[str]) -> ImportRow:
    return ImportRow(
        run=run,
        number=entry.number,
        name=(entry.name or (plan.job.name if plan.job else ""))[:LONGEST_NAME],
        cells=cells,
        action=plan.action,
        employment_id=plan.job.pk if plan.job else None,
        changes=as_lists(plan),
        faults=list(plan.faults),
        hints=list(plan.hints),
    )


def as_lists(plan: Plan) -> list[list[str]]:
    """Return the changes as they are stored."""
    return [[change.field.value, change.old, change.new] for change in plan.changes]


def _plan_missing(run: ImportRun) -> None:
    """Plan the end of every job that a complete file does not name."""
    last_day = dates.today().isoformat()
    ImportRow.objects.bulk_create(
        (
            ImportRow(
                run=run,
                name=str(job.person)[:LONGEST_NAME],
                action=Action.END,
                employment=job,
                changes=[[Field.UNTIL.value, "", last_day]],
                hints=[_("Is missing in the file.")],
            )
            for job in missing_jobs(run)
        ),
        batch_size=BATCH,
    )
