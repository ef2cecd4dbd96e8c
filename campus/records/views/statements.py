"""The store's statements for human eyes; every look is logged."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from campus.records import jsonview, paging, selectors, services
from campus.records.forms import TimelineFilter
from campus.records.selectors import Line, Program
from campus.records.views.gate import operators_only

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest


@require_safe
@operators_only
def show_timeline(request: "SignedInRequest") -> HttpResponse:
    """Show the statements, newest first, page by page."""
    known = selectors.programs()
    form = TimelineFilter(request.GET, known)
    if not form.is_valid():
        return render(request, "records/timeline.html", {"form": form}, status=400)
    lines, links = _page(request, form, known)
    services.note_list_read(by=request.user, filters=form.used())
    context = {"form": form, "lines": lines, "is_filtered": bool(form.used()), **links}
    return render(request, "records/timeline.html", context)


def _page(
    request: "SignedInRequest", form: TimelineFilter, known: list[Program]
) -> tuple[list[Line], dict[str, str]]:
    """Return the wanted lines, and the addresses of the pages beside them."""
    if form.cleaned_data["id"]:
        return selectors.single_line(form.cleaned_data["id"], known), {}
    try:
        filters = form.filters(paging.place_in(request.GET.dict()))
    except ValueError:
        raise Http404 from None
    lines, has_more = selectors.timeline(filters, form.authority_key, known)
    if filters.ascending:
        lines = lines[::-1]
        has_newer, has_older = has_more, True
    else:
        has_newer, has_older = filters.after is not None, has_more
    return lines, _links(request, lines, has_newer=has_newer, has_older=has_older)


def _links(
    request: "SignedInRequest", lines: list[Line], *, has_newer: bool, has_older: bool
) -> dict[str, str]:
    query = request.GET.copy()
    for name in (paging.OLDER, paging.NEWER):
        query.pop(name, None)
    links = {"first": query.urlencode()} if has_newer else {}
    edges = [(paging.NEWER, has_newer, 0), (paging.OLDER, has_older, -1)]
    for name, exists, index in edges:
        if exists and lines:
            beside = query.copy()
            beside[name] = paging.edge(lines[index].entry)
            links[name] = beside.urlencode()
    return links


@require_safe
@operators_only
def show_statement(request: "SignedInRequest", statement_id: UUID) -> HttpResponse:
    """Show one statement in words and as it is stored."""
    page = selectors.statement_page(statement_id, selectors.programs())
    if page is None:
        raise Http404
    services.note_statement_read(by=request.user, statement_id=statement_id)
    context = {"page": page, "line": page.line, "pieces": jsonview.pieces(page.raw)}
    return render(request, "records/statement.html", context)
