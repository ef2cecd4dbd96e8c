"""What becomes of a row: decided from values alone, before anything is written."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _

from members.imports.columns import Field
from members.imports.known import Known, KnownJob
from members.imports.values import LONGEST_DEPARTMENT, Entry


class Action(StrEnum):
    """What a row does to the list of staff."""

    ADD = "add"
    BACK = "back"
    CHANGE = "change"
    END = "end"
    SAME = "same"
    FAULT = "fault"


WRITING = (Action.ADD, Action.BACK, Action.CHANGE, Action.END)


@dataclass(frozen=True, slots=True)
class Options:
    """What was agreed for the whole file."""

    first_day: dt.date
    empty_erases: bool = False
    adds_departments: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One value of a job: what stands there now and what will."""

    field: Field
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be done with a row, why not, and what should be known about it."""

    action: Action
    job: KnownJob | None = None
    changes: tuple[Change, ...] = ()
    faults: tuple[str, ...] = ()
    hints: tuple[str, ...] = field(default=())

    def value(self, name: Field) -> str | None:
        """Return what a field will say, None where it stays."""
        return next((change.new for change in self.changes if change.field is name), None)


def plan_row(entry: Entry, known: Known, options: Options) -> Plan:
    """Compare a row with the list of staff."""
    job, fault = _find(entry, known)
    faults = [*entry.faults, *([fault] if fault else [])]
    if not faults:
        faults += _faults_of_department(entry, known, options)
    if faults:
        return Plan(Action.FAULT, job, faults=tuple(faults))
    if job is None:
        return _plan_new(entry, known, options)
    if job.is_over(known.today):
        return _plan_return(entry, job, known, options)
    return _plan_change(entry, job, known, options)


def _find(entry: Entry, known: Known) -> tuple[KnownJob | None, str]:
    """Return whom a row means, or why that cannot be told."""
    number, address = entry.text(Field.NUMBER), entry.text(Field.EMAIL)
    job = known.of_number(number) if number else None
    if job is not None:
        return job, _fault_of_other_name(entry, job)
    job = known.of_address(address) if address else None
    if job is not None:
        if number and job.number and not job.is_over(known.today):
            text = _("%(name)s has the personnel number %(old)s in the list of staff.")
            return job, text % {"name": job.name, "old": job.number}
        return job, _fault_of_other_name(entry, job)
    namesakes = known.of_name(entry.name) if entry.name else []
    unnumbered = [one for one in namesakes if not (number and one.number)]
    if unnumbered and not address:
        text = _(
            "%(name)s is on the list of staff already. Add the e-mail address or the personnel "
            "number as they stand there, so that nobody is entered twice."
        )
        return None, text % {"name": entry.name}
    return None, ""


def _fault_of_other_name(entry: Entry, job: KnownJob) -> str:
    """Refuse a row whose first and last name are both others: that is somebody else."""
    if not entry.text(Field.FIRST) or not entry.text(Field.LAST):
        return ""
    first = entry.text(Field.FIRST).casefold() == job.first_name.casefold()
    last = entry.text(Field.LAST).casefold() == job.last_name.casefold()
    if first or last:
        return ""
    return _("This personnel number or e-mail address belongs to %(name)s.") % {"name": job.name}


def _faults_of_department(entry: Entry, known: Known, options: Options) -> list[str]:
    named = [name for name in (entry.text(Field.DEPARTMENT), *entry.further) if name]
    too_long = [name for name in entry.further if len(name) > LONGEST_DEPARTMENT]
    if too_long:
        fault = _("“%(text)s …” is too long; at most %(most)s characters.")
        return [fault % {"text": name[:20], "most": LONGEST_DEPARTMENT} for name in too_long]
    if options.adds_departments:
        return []
    unknown = [name for name in named if name.casefold() not in known.departments]
    return [_("There is no department “%(name)s”.") % {"name": name} for name in unknown]


def _plan_new(entry: Entry, known: Known, options: Options) -> Plan:
    """Plan somebody who is not on the list."""
    until = entry.days.get(Field.UNTIL)
    if until and until < known.today:
        return Plan(Action.SAME, hints=(_("Has left already and is not added."),))
    if not entry.text(Field.FIRST) or not entry.text(Field.LAST):
        fault = _(
            "Nobody on the list of staff has this number; to add somebody, both names are needed."
        )
        return Plan(Action.FAULT, faults=(fault,))
    if until and until < (entry.days.get(Field.FROM) or options.first_day):
        return Plan(Action.FAULT, faults=(_("The last day lies before the first day."),))
    address = entry.text(Field.EMAIL)
    last_name = known.addresses.get(address.lower(), "") if address else ""
    if last_name and last_name.casefold() != entry.text(Field.LAST).casefold():
        fault = _("This e-mail address already belongs to somebody else.")
        return Plan(Action.FAULT, faults=(fault,))
    hints = (_("Is known to KommunalCampus already and keeps the account."),) if last_name else ()
    return Plan(Action.ADD, changes=_all_values(entry, known, options), hints=hints)


def _plan_return(entry: Entry, job: KnownJob, known: Known, options: Options) -> Plan:
    """Plan somebody who has left: still gone, or back with the old number."""
    until = entry.days.get(Field.UNTIL)
    if until and until < known.today:
        return Plan(Action.SAME, job, hints=(_("Has left."),))
    first = entry.days.get(Field.FROM)
    first = first if first and job.valid_until and first > job.valid_until else options.first_day
    if job.valid_until and first <= job.valid_until:
        fault = _("Left on %(day)s; the new first day must be later.")
        return Plan(Action.FAULT, job, faults=(fault % {"day": f"{job.valid_until:%d.%m.%Y}"},))
    values = [change for change in _all_values(entry, known, options) if change.field not in NAMES]
    values = [change for change in values if change.field is not Field.FROM]
    hints = (_("Comes back and keeps account and record."),)
    back = (*values, Change(Field.FROM, "", first.isoformat()))
    return Plan(Action.BACK, job, changes=back, hints=hints)


NAMES = (Field.FIRST, Field.LAST, Field.EMAIL, Field.NUMBER)


def _all_values(entry: Entry, known: Known, options: Options) -> tuple[Change, ...]:
    """Return what a new job will say."""
    texts = {name: text for name, text in entry.given.items() if name not in entry.days and text}
    if Field.DEPARTMENT in texts:
        texts[Field.DEPARTMENT] = _department(texts[Field.DEPARTMENT], known)
    texts.pop(Field.ABOVE, None)
    texts.pop(Field.FURTHER, None)
    if further := _further(entry, texts.get(Field.DEPARTMENT, ""), known):
        texts[Field.FURTHER] = further
    days = {name: day.isoformat() for name, day in entry.days.items() if day}
    days.setdefault(Field.FROM, options.first_day.isoformat())
    return tuple(Change(name, "", text) for name, text in {**texts, **days}.items())


def _plan_change(entry: Entry, job: KnownJob, known: Known, options: Options) -> Plan:
    """Plan somebody who works there: what is different, and what may not be changed here."""
    changes, hints = _changes_of_person(entry, job, options)
    address = next((one.new for one in changes if one.field is Field.EMAIL), "")
    if address and address.lower() in known.addresses:
        fault = _("This e-mail address already belongs to somebody else.")
        return Plan(Action.FAULT, job, faults=(fault,))
    changes += _changes_of_job(entry, job, known, options)
    until = _change_of_last_day(entry, job, options)
    if until and until.new and until.new < job.valid_from.isoformat():
        fault = _("The last day lies before the first day.")
        return Plan(Action.FAULT, job, faults=(fault,))
    changes += [until] if until else []
    action = Action.CHANGE if changes else Action.SAME
    if until and until.new:
        action = Action.END
    return Plan(action, job, tuple(changes), hints=tuple(hints))


def _changes_of_person(
    entry: Entry, job: KnownJob, options: Options
) -> tuple[list[Change], list[str]]:
    """Return changes of name and address, and why some are left out."""
    now = {Field.FIRST: job.first_name, Field.LAST: job.last_name, Field.EMAIL: job.email}
    changes, hints = [], []
    for name, old in now.items():
        new = entry.given.get(name, old)
        if new == old or not new and (name is not Field.EMAIL or not options.empty_erases):
            continue
        if name is Field.EMAIL and new.lower() == old.lower():
            continue
        if job.is_known_elsewhere:
            hints.append(_("Name and address stay: another organisation knows this person, too."))
        elif name is Field.EMAIL and job.has_account:
            hints.append(_("The address stays: who has an account changes it there."))
        else:
            changes.append(Change(name, old, new))
    return changes, list(dict.fromkeys(hints))


def _changes_of_job(entry: Entry, job: KnownJob, known: Known, options: Options) -> list[Change]:
    """Return changes of department, position and number."""
    changes = []
    for name, old in ((Field.DEPARTMENT, job.department), (Field.POSITION, job.position)):
        new = entry.given.get(name, old)
        if name is Field.DEPARTMENT and new:
            new = _department(new, known)
        if new != old and (new or options.empty_erases):
            changes.append(Change(name, old, new))
    changes += _changes_of_further(entry, job, known, options)
    number = entry.text(Field.NUMBER)
    if number and not job.number:
        changes.append(Change(Field.NUMBER, "", number))
    return changes


def _changes_of_further(
    entry: Entry, job: KnownJob, known: Known, options: Options
) -> list[Change]:
    """Return the change of further departments: what the file names holds, the others end.

    The main department is none of them, though some programs list it among them; where it
    becomes one of those that were further ones, that one ends.
    """
    if _leaves(entry, known):
        return []
    main = entry.text(Field.DEPARTMENT) or job.department
    old = joined(job.further)
    new = joined(name for name in job.further if name.casefold() != main.casefold())
    if Field.FURTHER in entry.given and (entry.further or options.empty_erases):
        new = _further(entry, main, known)
    return [Change(Field.FURTHER, old, new)] if new != old else []


def _leaves(entry: Entry, known: Known) -> bool:
    until = entry.days.get(Field.UNTIL)
    return until is not None and until < known.today


def _further(entry: Entry, main: str, known: Known) -> str:
    """Return the further departments that a row names, as they are written there."""
    names = [_department(name, known) for name in entry.further]
    return joined(name for name in names if name.casefold() != main.casefold())


def joined(names: Iterable[str]) -> str:
    """Return names of departments as one value, the same in whatever order they came."""
    return "; ".join(sorted(names, key=str.casefold))


def names_in(text: str) -> list[str]:
    """Return the names of departments of such a value."""
    return [name for name in text.split("; ") if name]


def _change_of_last_day(entry: Entry, job: KnownJob, options: Options) -> Change | None:
    if Field.UNTIL not in entry.days:
        return None
    new, old = entry.days[Field.UNTIL], job.valid_until
    if new == old or (new is None and not options.empty_erases):
        return None
    return Change(Field.UNTIL, old.isoformat() if old else "", new.isoformat() if new else "")


def _department(name: str, known: Known) -> str:
    """Return a department as it is written there."""
    return known.departments.get(name.casefold(), name)
