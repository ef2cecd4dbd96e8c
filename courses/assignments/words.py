"""The words and badges of the statuses, the same on the screen and in files."""

import datetime as dt
from typing import TYPE_CHECKING, TypedDict

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from campus.kit import dates
from courses.assignments.selectors import Cell
from courses.assignments.states import Status

if TYPE_CHECKING:
    from courses.assignments.models import Obligation

LABELS: dict[Status, Promise] = {
    Status.FULFILLED: gettext_lazy("fulfilled"),
    Status.TEMPORARY: gettext_lazy("valid for the time being"),
    Status.RENEW: gettext_lazy("valid, renew now"),
    Status.FUTURE: gettext_lazy("begins later"),
    Status.OPEN: gettext_lazy("open"),
    Status.DUE_SOON: gettext_lazy("due soon"),
    Status.OVERDUE: gettext_lazy("overdue"),
    Status.EXPIRED: gettext_lazy("expired"),
    Status.FAILED: gettext_lazy("time is over"),
    Status.REVOKED: gettext_lazy("revoked"),
    Status.EXEMPT: gettext_lazy("exempt"),
    Status.ARCHIVED: gettext_lazy("no longer concerned"),
    Status.NOT_ASSIGNED: gettext_lazy("not assigned"),
}
KINDS = {
    Status.FULFILLED: "success",
    Status.TEMPORARY: "warning",
    Status.RENEW: "warning",
    Status.FUTURE: "neutral",
    Status.OPEN: "info",
    Status.DUE_SOON: "warning",
    Status.OVERDUE: "danger",
    Status.EXPIRED: "danger",
    Status.FAILED: "danger",
    Status.REVOKED: "danger",
    Status.EXEMPT: "neutral",
    Status.ARCHIVED: "neutral",
    Status.NOT_ASSIGNED: "neutral",
}


# What becomes of a row of a list of earlier proofs: kind of the badge and word.
FATES: dict[str, tuple[str, Promise]] = {
    "answers": ("success", gettext_lazy("counts now")),
    "history": ("info", gettext_lazy("becomes history")),
    "known": ("neutral", gettext_lazy("is there already")),
    "newer": ("neutral", gettext_lazy("a proof counts already")),
    "faulty": ("danger", gettext_lazy("refused")),
}


# How somebody stands before an assignment: kind of the badge and word.
STANDINGS: dict[str, tuple[str, Promise]] = {
    "new": ("info", gettext_lazy("gets it")),
    "exempt": ("neutral", gettext_lazy("exempt for now, the deadline moves on")),
    "proven": ("success", gettext_lazy("has proven it before")),
}


# Which day of the cell stands beside a status, and what is said about it.
SHOWN_DAYS: dict[Status, str] = {
    Status.FULFILLED: "valid_until",
    Status.RENEW: "due_on",
    Status.TEMPORARY: "valid_until",
    Status.FUTURE: "opens_on",
    Status.EXPIRED: "valid_until",
    Status.OPEN: "due_on",
    Status.DUE_SOON: "due_on",
    Status.OVERDUE: "due_on",
    Status.FAILED: "due_on",
}
NOTES: dict[str, Promise] = {
    "done": gettext_lazy("on %(day)s"),
    Status.FULFILLED: gettext_lazy("until %(day)s"),
    Status.RENEW: gettext_lazy("by %(day)s"),
    Status.TEMPORARY: gettext_lazy("until %(day)s"),
    Status.FUTURE: gettext_lazy("from %(day)s"),
    Status.EXPIRED: gettext_lazy("since %(day)s"),
    Status.OPEN: gettext_lazy("due %(day)s"),
    Status.OVERDUE: gettext_lazy("due %(day)s"),
    Status.FAILED: gettext_lazy("due %(day)s"),
}


class Words(TypedDict):
    """A cell as people read it."""

    kind: str
    label: str
    note: str


def words_for(cell: Cell, day: dt.date | None = None) -> Words:
    """Return the badge's kind, its word and the date beside it, as of a day (today)."""
    sentence, shown = note_of(cell)
    note = in_words(sentence, shown, day or dates.today())
    return Words(kind=KINDS[cell.status], label=str(LABELS[cell.status]), note=note)


def note_of(cell: Cell) -> tuple[str, dt.date | None]:
    """Return what is said beside a status, and the day of the cell that it names."""
    if cell.status is Status.FULFILLED and not cell.valid_until:
        return "done", cell.fulfilled_on
    name = SHOWN_DAYS.get(cell.status, "")
    return str(cell.status), getattr(cell, name) if name else None


def in_words(sentence: str, shown: dt.date | None, day: dt.date) -> str:
    """Return a note of `note_of` as a text; what is due soon is counted from `day`."""
    if shown is None:
        return ""
    if sentence == Status.DUE_SOON:
        days = (shown - day).days
        if days == 0:
            return _("today")
        return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
    return str(NOTES[sentence]) % {"day": _short(shown)}


def _short(day: dt.date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def deadline_words(obligation: "Obligation") -> str:
    """Return until when an obligation is due, in words."""
    if obligation.due_start == "day" and obligation.due_on:
        return date_format(obligation.due_on, "DATE_FORMAT")
    return _("%(amount)s %(unit)s, counted: %(start)s") % {
        "amount": obligation.due_amount,
        "unit": obligation.get_due_unit_display(),
        "start": obligation.get_due_start_display(),
    }
