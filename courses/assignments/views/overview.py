"""HR's overview and the matrix of people and obligations, on screen and as files."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from campus.kit import dates
from campus.kit.errors import DomainError
from courses.assignments import files, neighbours, rules, selectors
from courses.assignments.views.scope import (
    OVERDUE,
    choice_of,
    choice_words,
    log_look,
    municipality_of,
    obligations_in,
    page_of,
)
from courses.assignments.words import words_for
from members.policies import selectors as policies
from members.policies.sights import Sight

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest


@login_required
@require_GET
def dashboard(request: "SignedInRequest") -> HttpResponse:
    """Show HR what stands and what to do next."""
    municipality = municipality_of(request)
    staff = rules.visible_staff(request.user, municipality)
    obligations = obligations_in(request, municipality)
    counted = selectors.counts(obligations, staff, dates.today())
    may_manage = rules.may_manage(request.user, municipality)
    context = {
        "municipality": municipality,
        "municipalities": rules.visible_municipalities(request.user).order_by("name"),
        "may_manage": may_manage,
        "notices": neighbours.notices_for(municipality) if may_manage else [],
        "obligations": [(one, counted.get(one.pk)) for one in obligations],
        "overdue": sum(row["overdue"] for row in counted.values()),
        "staff_count": staff.count(),
        "only_overdue": OVERDUE,
    }
    return render(request, "assignments/dashboard.html", context)


@login_required
@require_GET
def matrix(request: "SignedInRequest") -> HttpResponse:
    """Show people × obligations, a page of people at a time."""
    choice = choice_of(request)
    page = page_of(request, choice.staff)
    obligations = obligations_in(request, choice.municipality)
    rows = selectors.matrix(list(page), obligations, dates.today())
    context = {
        "choice": choice,
        "municipality": choice.municipality,
        "may_manage": rules.may_manage(request.user, choice.municipality),
        "obligations": obligations,
        "may_save": Sight.FILES in policies.shown_in(choice.municipality.pk),
        "only_overdue": OVERDUE,
        "page": page,
        "rows": [(row.employment, [words_for(cell) for cell in row.cells]) for row in rows],
    }
    log_look(request, choice.municipality, "matrix", [row.employment.person for row in rows])
    return render(request, "assignments/matrix.html", context)


@login_required
@require_GET
def matrix_file(request: "SignedInRequest", ending: str) -> HttpResponse:
    """Hand out the whole matrix as a file, with the filter of the screen."""
    choice = choice_of(request)
    if Sight.FILES not in policies.shown_in(choice.municipality.pk):
        raise PermissionDenied
    obligations, today = obligations_in(request, choice.municipality), dates.today()
    rows = selectors.matrix(list(choice.staff), obligations, today)
    try:
        content, content_type = files.WRITERS[ending](
            files.matrix_lines(obligations, rows),
            municipality=choice.municipality,
            choice=choice_words(choice),
            day=today,
        )
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect(f"{reverse('assignments:matrix')}?{choice.query}")
    log_look(request, choice.municipality, "matrix_file", [row.employment.person for row in rows])
    name = f"matrix-{choice.municipality.slug}-{today:%Y-%m-%d}.{ending}"
    return files.file_response(content, content_type, name=name)
