"""The board's page."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from campus.kit import dates
from campus.kit.access import allowed
from campus.kit.euros import euro
from campus.reports import rules
from campus.reports.selectors import BoardReport, board_report

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest


@require_GET
@allowed(rules.may_read)
def board(request: "SignedInRequest") -> HttpResponse:
    """Show members, shares, learning and money of the last twelve months."""
    report = board_report(dates.today())
    months = report.learning.by_month
    context = {
        "report": report,
        "figures": _figures(report),
        "enrolments": [(_month(month), group.enrolments) for month, group in months],
        "completions": [(_month(month), group.completions) for month, group in months],
        "revenue": [(_month(month), round(net)) for month, net in report.revenue_by_month],
    }
    return render(request, "reports/board.html", context)


def _month(month: dt.date) -> str:
    return date_format(month, "m/y")


def _count(count: int | None) -> str:
    return _("not shown") if count is None else number_format(count, force_grouping=True)


def _figures(report: BoardReport) -> list[dict[str, str]]:
    """Return the tiles at the head of the page."""
    return [
        {"label": _("Members"), "value": _count(report.members)},
        {
            "label": _("Shares of the cooperative"),
            "value": _count(report.shares),
            "note": _("%(paid)s of %(value)s paid in")
            % {"paid": euro(report.paid_in), "value": euro(report.share_value)},
        },
        {"label": _("Staff of the members"), "value": _count(report.staff)},
        {"label": _("Enrolments in 12 months"), "value": _count(report.learning.enrolments)},
        {"label": _("Completions in 12 months"), "value": _count(report.learning.completions)},
        {"label": _("Invoiced in 12 months, net"), "value": euro(report.revenue)},
        {
            "label": _("Open items"),
            "value": euro(report.open_amount),
            "note": _open_note(report),
        },
    ]


def _open_note(report: BoardReport) -> str:
    """Say how many invoices are open, and what of it is late."""
    count = report.open_count
    words = ngettext("%(count)d invoice", "%(count)d invoices", count) % {"count": count}
    if report.overdue_amount > Decimal(0):
        late = _("%(amount)s of it overdue") % {"amount": euro(report.overdue_amount)}
        return f"{words}, {late}"
    return words
