"""The board's page."""

from decimal import Decimal

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from campus.kit import dates
from campus.reports import rules
from campus.reports.selectors import BoardReport, board_report


@login_required
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Show members, shares, learning and money of the last twelve months."""
    if not rules.may_read(request.user):
        raise PermissionDenied
    report = board_report(dates.today())
    shown = [(month, group) for month, group in report.by_month]
    context = {
        "report": report,
        "figures": _figures(report),
        "enrolments": [(_month(month), group.enrolments or 0) for month, group in shown],
        "completions": [(_month(month), group.completions or 0) for month, group in shown],
        "revenue": [(_month(month), amount) for month, amount in report.revenue_by_month],
        "hidden": any(group.enrolments is None or group.completions is None for _m, group in shown),
    }
    return render(request, "reports/board.html", context)


def _month(month: object) -> str:
    return date_format(month, "m/y")  # type: ignore[arg-type]


def _euro(amount: Decimal) -> str:
    return f"{number_format(amount, 2, use_l10n=True, force_grouping=True)} €"


def _count(count: int | None) -> str:
    return _("not shown") if count is None else number_format(count, force_grouping=True)


def _figures(report: BoardReport) -> list[dict[str, str]]:
    """Return the tiles at the head of the page."""
    return [
        {"label": _("Members"), "value": _count(report.members)},
        {
            "label": _("Shares"),
            "value": _count(report.shares),
            "note": _("%(paid)s of %(value)s paid in")
            % {"paid": _euro(report.paid_in), "value": _euro(report.share_value)},
        },
        {"label": _("Staff with access"), "value": _count(report.staff)},
        {
            "label": _("Enrolments in 12 months"),
            "value": _count(report.by_municipality.enrolments),
        },
        {
            "label": _("Completions in 12 months"),
            "value": _count(report.by_municipality.completions),
        },
        {"label": _("Revenue in 12 months"), "value": _euro(report.revenue)},
        {
            "label": _("Open items"),
            "value": _euro(report.open_amount),
            "note": _("%(count)d invoices") % {"count": report.open_count},
        },
    ]
