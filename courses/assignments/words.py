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
    "faulty": ("danger", gettext_lazy("not understood")),
}


# How somebody stands before an assignment: kind of the badge and word.
STANDINGS: dict[str, tuple[str, Promise]] = {
    "new": ("info", gettext_lazy("gets it")),
    "exempt": ("neutral", gettext_lazy("exempt for now, the deadline moves on")),
    "proven": ("success", gettext_lazy("has proven it before")),
}


class Words(TypedDict):
    """A cell as people read it."""

    kind: str
    label: str
    note: str


def words_for(cell: Cell) -> Words:
    """Return the badge's kind, its word and the date beside it."""
    return Words(kind=KINDS[cell.status], label=str(LABELS[cell.status]), note=_note(cell))


def _note(cell: Cell) -> str:
    if cell.status is Status.DUE_SOON and cell.due_on:
        days = (cell.due_on - dates.today()).days
        return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
    if cell.status is Status.FULFILLED and cell.fulfilled_on and not cell.valid_until:
        return _("on %(day)s") % {"day": _short(cell.fulfilled_on)}
    notes = {
        Status.FULFILLED: (_("until %(day)s"), cell.valid_until),
        Status.RENEW: (_("by %(day)s"), cell.due_on),
        Status.TEMPORARY: (_("until %(day)s"), cell.valid_until),
        Status.FUTURE: (_("from %(day)s"), cell.opens_on),
        Status.EXPIRED: (_("since %(day)s"), cell.valid_until),
        Status.OPEN: (_("due %(day)s"), cell.due_on),
        Status.OVERDUE: (_("due %(day)s"), cell.due_on),
        Status.FAILED: (_("due %(day)s"), cell.due_on),
    }
    sentence, day = notes.get(cell.status, ("", None))
    return sentence % {"day": _short(day)} if day else ""


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
