"""The words and badges of the statuses, the same on the screen and in files."""

from typing import TypedDict

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from campus.kit import dates
from courses.assignments.selectors import Cell
from courses.assignments.states import Status

LABELS: dict[Status, Promise] = {
    Status.FULFILLED: gettext_lazy("fulfilled"),
    Status.OPEN: gettext_lazy("open"),
    Status.DUE_SOON: gettext_lazy("due soon"),
    Status.OVERDUE: gettext_lazy("overdue"),
    Status.EXEMPT: gettext_lazy("exempt"),
    Status.NOT_ASSIGNED: gettext_lazy("not assigned"),
}
KINDS = {
    Status.FULFILLED: "success",
    Status.OPEN: "info",
    Status.DUE_SOON: "warning",
    Status.OVERDUE: "danger",
    Status.EXEMPT: "neutral",
    Status.NOT_ASSIGNED: "neutral",
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
    if cell.status is Status.FULFILLED and cell.fulfilled_on:
        return _("on %(day)s") % {"day": date_format(cell.fulfilled_on, "SHORT_DATE_FORMAT")}
    if cell.status is Status.DUE_SOON and cell.due_on:
        days = (cell.due_on - dates.today()).days
        return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
    if cell.status in (Status.OPEN, Status.OVERDUE) and cell.due_on:
        return _("due %(day)s") % {"day": date_format(cell.due_on, "SHORT_DATE_FORMAT")}
    return ""
