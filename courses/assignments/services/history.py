"""Earlier proofs from a list: read, compared with what stands there, written without mails.

A list changes no running turn for the worse: an old proof becomes history, a valid one answers
the open turn, and what is there already is left alone. The order of the rows does not matter.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from campus.kit import dates
from courses.assignments.history_lists import Line, lines_of
from courses.assignments.models import HistoryImport, Obligation, Period
from courses.assignments.services.turns import enter, open_windows
from members.people import naming
from members.people import selectors as people

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality
    from members.people.models import Employment, Person


class Fate(StrEnum):
    """What becomes of a row."""

    ANSWERS = "answers"
    HISTORY = "history"
    KNOWN = "known"
    NEWER = "newer"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Planned:
    """A row with what would become of it."""

    line: Line
    fate: Fate
    fault: str = ""
    until: dt.date | None = None
    person: "Person | None" = None
    duty: str = ""


def upload(*, municipality: "Municipality", content: bytes, by: "User") -> HistoryImport:
    """Keep a list until it is confirmed; raises what is wrong with the file."""
    lines_of(content)
    return HistoryImport.objects.create(municipality=municipality, content=content, created_by=by)


def preview(found: HistoryImport) -> list[Planned]:
    """Return what would become of each row; nothing is written."""
    with transaction.atomic():
        planned = _write(found)
        transaction.set_rollback(True)
    return planned


@transaction.atomic
def confirm(*, found: HistoryImport, by: "User") -> int:
    """Write the list, once; nobody gets a mail. Returns how many proofs were new."""
    locked = HistoryImport.objects.select_for_update().get(pk=found.pk)
    if locked.confirmed_at is None:
        planned = _write(locked)
        written = sum(one.fate in (Fate.ANSWERS, Fate.HISTORY) for one in planned)
        locked.confirmed_at, locked.written, locked.content = dates.now(), written, b""
        locked.save(update_fields=["confirmed_at", "written", "content"])
        data = {"count": written}
        log(instance=locked.municipality, action="assignments.import_history", user=by, data=data)
    return locked.written


def counted(planned: Iterable[Planned]) -> Counter[str]:
    """Return how many rows have which fate."""
    return Counter(str(one.fate) for one in planned)


def _write(found: HistoryImport) -> list[Planned]:
    """Write all rows, the newest proof first, and return their fates in the list's order."""
    lines = lines_of(bytes(found.content))
    staff = _Staff(found.municipality, [line.who for line in lines])
    newest_first = sorted(lines, key=lambda line: line.on or dt.date.min, reverse=True)
    fates = {line.number: _write_line(line, staff) for line in newest_first}
    return [fates[line.number] for line in lines]


class _Staff:
    """The staff and obligations of a municipality as lists name them."""

    def __init__(self, municipality: "Municipality", names: Sequence[str]) -> None:
        found = naming.named(people.staff_of(municipality), names)
        self.jobs = dict(zip(names, found, strict=True))
        running = Obligation.objects.filter(municipality=municipality, ended_at=None)
        self.duties = {
            one.name.casefold(): one for one in running.select_related("course", "municipality")
        }
        jobs = [one for one in found if not isinstance(one, str)]
        self._turns: dict[tuple[int, int], list[Period]] = defaultdict(list)
        duties = list(self.duties.values())
        turns = Period.objects.filter(obligation__in=duties, employment__in=jobs)
        for turn in turns.order_by("-number"):
            self._turns[turn.obligation_id, turn.employment_id].append(turn)

    def turns(self, duty: Obligation, job: "Employment") -> list[Period]:
        """Return somebody's turns of an obligation, the newest first."""
        return self._turns[duty.pk, job.pk]

    def read_again(self, duty: Obligation, job: "Employment") -> None:
        """Read these turns anew, since a row has written one."""
        turns = Period.objects.filter(obligation=duty, employment=job).order_by("-number")
        self._turns[duty.pk, job.pk] = list(turns)


def _write_line(line: Line, staff: _Staff) -> Planned:
    job = staff.jobs[line.who]
    duty = staff.duties.get(line.duty.casefold())
    fault = line.fault
    if not fault and isinstance(job, str):
        fault = job
    if not fault and duty is None:
        fault = _("No running obligation is called “%(duty)s”.") % {"duty": line.duty}
    if fault or isinstance(job, str) or duty is None or line.on is None:
        return Planned(line, Fate.FAULTY, fault, duty=line.duty)
    turns = staff.turns(duty, job)
    if not turns:
        fault = _("The person does not have this obligation.")
        return Planned(line, Fate.FAULTY, fault, person=job.person, duty=duty.name)
    fate, until = _settle(line.on, line.until, duty, turns)
    if fate is not Fate.KNOWN:
        staff.read_again(duty, job)
    return Planned(line, fate, "", until, job.person, duty.name)


def _settle(
    on: dt.date, given: dt.date | None, duty: Obligation, turns: Sequence[Period]
) -> tuple[Fate, dt.date | None]:
    """Write one proof of somebody and return what became of it, and until when it counts."""
    newest = turns[0]
    until = given or duty.rhythm.expiry.valid_until(on)
    if any(one.fulfilled_on == on for one in turns):
        return Fate.KNOWN, until
    if newest.fulfilled_on and on > newest.fulfilled_on:
        open_windows(on=on, only=Q(pk=newest.pk), quietly=True)
        found = Period.objects.filter(obligation=duty, employment=newest.employment_id)
        newest = found.select_related("obligation__municipality").latest("number")
        if newest.fulfilled_on:
            return Fate.NEWER, newest.valid_until
        until = given or duty.rhythm.expiry.valid_until(on, newest.previous_until)
    counts_longest = until is None or until > (newest.previous_until or dt.date.min)
    if newest.fulfilled_on is None and counts_longest and (not until or until >= dates.today()):
        enter(newest, on=on, until=until, source=Period.Source.IMPORTED)
        open_windows(only=Q(pk=newest.pk), quietly=True)
        return Fate.ANSWERS, until
    _keep_as_history(on, until, turns)
    return Fate.HISTORY, until


def _keep_as_history(on: dt.date, until: dt.date | None, turns: Sequence[Period]) -> None:
    """Store an earlier proof below all turns, closed from the beginning."""
    lowest = Period.objects.filter(
        obligation=turns[0].obligation_id, employment=turns[0].employment_id
    ).order_by("number")[0]
    Period.objects.create(
        obligation_id=lowest.obligation_id,
        employment_id=lowest.employment_id,
        number=min(lowest.number, 1) - 1,
        assigned_on=on,
        opens_on=on,
        due_on=on,
        planned_due_on=on,
        fulfilled_on=on,
        valid_until=until,
        source=Period.Source.IMPORTED,
        closed_at=dates.now(),
    )
