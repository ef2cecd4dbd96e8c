"""One import: its preview, its progress, its outcome."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from campus.kit.errors import DomainError
from members.imports import files, selectors, services
from members.imports.models import ImportRun
from members.imports.planning import WRITING, Action
from members.imports.presenting import refused_rows, row_view, tabs_of
from members.imports.views.scope import (
    looking_only,
    run_or_404,
    seen_or_404,
    whole_staff_only,
)
from members.imports.views.starting import table_file
from members.people.consequences import told
from members.second_person.services import decider_of

PAGE_SIZE = 50
LETTERS_AT_ONCE = 200


@never_cache
@require_safe
@looking_only
def run(request: HttpRequest, reference: UUID) -> HttpResponse:
    """Show what an import would do, does or has done."""
    found = seen_or_404(request, reference)
    if found.state == ImportRun.State.DRAFT:
        return redirect("imports:columns", found.reference)
    return render(request, "imports/run.html", _context(request, found))


def _context(request: HttpRequest, found: ImportRun) -> dict[str, Any]:
    """Return what the page of an import shows."""
    counts = selectors.counts(found)
    tabs, shown = tabs_of(found, counts, request.GET.get("art", ""))
    rows = found.rows.filter(action=shown) if shown else found.rows.none()
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    is_open = found.state in (ImportRun.State.CHECKED, ImportRun.State.WAITING)
    moves = selectors.foreseen(found) if is_open else []
    foretold, consequences = told(found.municipality, moves)
    letters = selectors.letters_needed(found) if found.state == ImportRun.State.DONE else []
    return {
        "run": found,
        "municipality": found.municipality,
        "counts": counts,
        "tabs": tabs,
        "shown": shown,
        "page": page,
        "rows": [row_view(row, foretold) for row in page],
        "is_open": is_open,
        "to_write": selectors.rows_to_write(found).count() if is_open else 0,
        "is_waiting": found.state == ImportRun.State.WAITING,
        "proposal": found.proposal,
        "decider": decider_of(found.proposal) if found.proposal else "",
        "holds_back": is_open and bool(counts[Action.FAULT]) and found.is_complete,
        "departments": selectors.new_departments(found)
        if is_open and found.adds_departments
        else [],
        "consequences": consequences,
        "needs_two": is_open and selectors.needs_second_person(found),
        "written": selectors.outcomes(found).get("done", 0),
        "refused": refused_rows(found),
        "has_rows": any(counts.values()),
        "letters": [
            letters[start : start + LETTERS_AT_ONCE]
            for start in range(0, len(letters), LETTERS_AT_ONCE)
        ],
        "letters_in_all": len(letters),
        "adds": any(counts[action] for action in WRITING),
    }


@never_cache
@require_safe
@whole_staff_only
def progress(request: HttpRequest, reference: UUID) -> HttpResponse:
    """Tell the page's script how far the import is."""
    found = run_or_404(request, reference)
    words = _("%(done)s of %(total)s rows") % {"done": found.done, "total": found.total}
    return JsonResponse({"percent": found.percent, "text": words, "ready": not found.is_busy})


@require_POST
@whole_staff_only
def confirm(request: HttpRequest, reference: UUID) -> HttpResponse:
    """Let the import be written."""
    found = run_or_404(request, reference)
    return _try(
        request,
        found,
        lambda: services.confirm_run(
            run=found,
            stamp=request.POST.get("stamp", ""),
            confirmed_by=request.user,  # type: ignore[arg-type]
        ),
    )


@require_POST
@whole_staff_only
def discard(request: HttpRequest, reference: UUID) -> HttpResponse:
    """Throw an import away before anything was written."""
    found = run_or_404(request, reference)
    services.discard_run(run=found)
    messages.success(request, _("The file was thrown away. Nothing was changed."))
    return redirect(reverse("imports:index") + f"?kommune={found.municipality.slug}")


@require_POST
@whole_staff_only
def undo(request: HttpRequest, reference: UUID) -> HttpResponse:
    """Take a whole import back."""
    found = run_or_404(request, reference)
    return _try(request, found, lambda: services.request_undo(run=found))


@require_POST
@whole_staff_only
def invite(request: HttpRequest, reference: UUID) -> HttpResponse:
    """Send the invitations now instead of in ten minutes."""
    found = run_or_404(request, reference)
    return _try(request, found, lambda: services.invite_now(run=found))


def _try(request: HttpRequest, found: ImportRun, deed: Any) -> HttpResponse:
    """Do something with an import and return to its page; a refusal is said there."""
    try:
        deed()
    except DomainError as error:
        context = {**_context(request, run_or_404(request, found.reference)), "problem": str(error)}
        return render(request, "imports/run.html", context, status=error.status)
    return redirect("imports:run", found.reference)


@require_safe
@whole_staff_only
def faults(request: HttpRequest, reference: UUID, kind: str) -> HttpResponse:
    """Hand out the rows that have to be corrected, with the reasons in the last column."""
    found = run_or_404(request, reference)
    lines = files.faulty_lines(found, found.headings)
    return table_file(lines, kind, name=_("faulty-rows"))
