"""What became of the requests of a year, for those who decide on them."""

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campus.kit import dates
from campus.kit.sheets import CSV_TYPE, XLSX_TYPE, csv_content, xlsx_content
from courses.enrolment import rules, selectors
from courses.enrolment.decided import LEAST, Line, Request, line_of, lines_by

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest

YEARS = 3


@login_required
@require_safe
def statistics(request: "SignedInRequest") -> HttpResponse:
    """Show by department and by month what was asked for and what became of it."""
    year, requests = _asked_for(request)
    tables = _tables(requests)
    context = {
        "year": year,
        "years": [dates.today().year - back for back in range(YEARS)],
        "tables": tables,
        "total": line_of(None, requests) if tables else None,
        "least": LEAST,
    }
    return render(request, "enrolment/statistics.html", context)


@login_required
@require_safe
def statistics_file(request: "SignedInRequest", ending: str) -> HttpResponse:
    """Hand out the same as a file for spreadsheets."""
    year, requests = _asked_for(request)
    lines = [_heading()]
    for title, _key, rows in _tables(requests):
        lines += [[title, *_cells(one)] for one in rows]
    if len(lines) > 1:
        lines.append([_("All requests"), *_cells(line_of(None, requests), name="")])
    if ending == "csv":
        content, kind = csv_content(lines), CSV_TYPE
    else:
        content, kind = xlsx_content(lines, title=_("Requests")), XLSX_TYPE
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="anfragen-{year}.{ending}"'
    return response


def _asked_for(request: "SignedInRequest") -> tuple[int, list[Request]]:
    """Return the year of the address, the present one where it names none, and its requests."""
    if not rules.may_open_approvals(request.user):
        raise PermissionDenied
    this_year = dates.today().year
    wanted = request.GET.get("jahr", "")
    year = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) == 4 else this_year
    year = year if this_year - YEARS < year <= this_year else this_year
    return year, selectors.requests_of_year(rules.visible_to(request.user), year)


def _tables(requests: list[Request]) -> list[tuple[str, str, list[Line]]]:
    """Return title, key and lines of each table."""
    by_department = lines_by(requests, lambda one: one.department or _("without a department"))
    by_month = lines_by(requests, lambda one: f"{one.asked_on.month:02d}")
    tables = [
        (_("Department"), "department", by_department),
        (_("Month"), "month", [_with_month(one) for one in by_month]),
    ]
    return [one for one in tables if one[2]]


def _with_month(line: Line) -> Line:
    if line.name is None:
        return line
    facts = {name: getattr(line, name) for name in Line.__slots__ if name != "name"}
    return Line(name=str(MONTHS[int(line.name)]), **facts)


def _heading() -> list[str]:
    return [
        _("Counted by"),
        _("Name"),
        _("People"),
        _("Asked"),
        _("Approved"),
        _("Refused"),
        _("Withdrawn"),
        _("Still waiting"),
        _("Median in days"),
    ]


def _cells(line: Line, name: str | None = None) -> list[str]:
    if name is None:
        name = line.name if line.name is not None else _("put together")
    counts = (line.people, line.asked, line.approved, line.refused, line.withdrawn, line.waiting)
    return [name, *map(str, counts), "" if line.days is None else str(line.days)]
