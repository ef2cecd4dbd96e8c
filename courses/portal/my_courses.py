"""Everything a person learns, has to learn, plans and has learnt, sorted under four tabs; pure."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.enrolment.states import State

if TYPE_CHECKING:
    from courses.assignments.selectors import Cell
    from courses.enrolment.models import Enrolment
    from courses.learning.course_progress import CourseProgress
    from courses.portal.start import StartPage


class Tab(StrEnum):
    """The tabs, named as in the address."""

    NOW = "jetzt"
    MANDATORY = "pflicht"
    PLANNED = "geplant"
    DONE = "abgeschlossen"


LABELS: dict[Tab, str | Promise] = {
    Tab.NOW: _("On now"),
    Tab.MANDATORY: _("Obligatory"),
    Tab.PLANNED: _("Planned"),
    Tab.DONE: _("Completed"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One course of a person, whatever the person has to do with it."""

    title: str
    tabs: frozenset[Tab]
    href: str = ""
    registration: uuid.UUID | None = None
    percent: int | None = None
    duty: "Cell | None" = None
    # The word of a request, and the offer from which it is withdrawn.
    waits_for: str = ""
    offer_id: int | None = None
    completed_at: dt.datetime | None = None
    certificate: str = ""

    @property
    def due_on(self) -> dt.date | None:
        """Return until when the employer wants it completed."""
        return self.duty.due_on if self.duty else None


def entries_of(page: "StartPage") -> list[Entry]:
    """Return all courses of a start page, each once; by due date, then as last touched."""
    duties = {due.course_id: due.cell for due in page.due}
    held = {row.enrolment.offer.course_id for row in page.running}
    entries = [_running(row, duties.get(row.enrolment.offer.course_id)) for row in page.running]
    entries += [
        Entry(
            title=due.cell.course_title,
            tabs=frozenset({Tab.NOW, Tab.MANDATORY}),
            href=due.href,
            duty=due.cell,
        )
        for due in page.due
        if due.course_id not in held
    ]
    entries += [_waiting(seat) for seat in page.waiting]
    entries += [_completed(row, number) for row, number in page.completed]
    return sorted(entries, key=lambda entry: entry.due_on or dt.date.max)


def under(entries: Iterable[Entry], tab: Tab) -> list[Entry]:
    """Return what stands under a tab."""
    return [entry for entry in entries if tab in entry.tabs]


def _running(row: "CourseProgress", duty: "Cell | None") -> Entry:
    tabs = {Tab.NOW if row.started_at or duty else Tab.PLANNED}
    return Entry(
        title=row.title,
        tabs=frozenset(tabs | {Tab.MANDATORY} if duty else tabs),
        registration=row.enrolment.registration,
        percent=row.percent if row.started_at else None,
        duty=duty,
    )


def title_of(seat: "Enrolment") -> str:
    """Return the title of a course, which lists read along with the seat."""
    return getattr(seat, "course_title", "") or str(seat.offer.course.title)


def _waiting(seat: "Enrolment") -> Entry:
    waits = seat.state == State.WAITING
    return Entry(
        title=title_of(seat),
        tabs=frozenset({Tab.PLANNED}),
        waits_for=str(_("on the waiting list") if waits else _("waiting for approval")),
        offer_id=seat.offer_id,
    )


def _completed(row: "CourseProgress", certificate: str) -> Entry:
    return Entry(
        title=row.title,
        tabs=frozenset({Tab.DONE}),
        registration=row.enrolment.registration,
        completed_at=row.completed_at,
        certificate=certificate,
    )
