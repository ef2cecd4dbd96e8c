"""The matrix of people and obligations on a day, on screen and as files."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from campus.kit.errors import DomainError
from courses.assignments.looking import log_look
from courses.oversight import files, lists, selectors
from courses.oversight.views.drawn import drawn_filter, drawn_head, drawn_rows, drawn_tools
from courses.oversight.views.scope import Choice, choice_of, choice_words, day_words

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest

PEOPLE_PER_PAGE = 25
# As many as a wide screen shows beside the names.
COLUMNS_PER_PAGE = 8
COLUMN_PAGE = "spalten"


@login_required
@require_GET
def matrix(request: "SignedInRequest") -> HttpResponse:
    """Show people × obligations: a page of people, and as many obligations as fit beside them."""
    choice = choice_of(request)
    page, people = choice.page(request.GET.get("page"), PEOPLE_PER_PAGE)
    columns = _columns(request, choice)
    day, stand = choice.day, day_words(choice.day)
    rows = selectors.rows(people, list(columns.object_list), day, choice.shown)
    context = {
        "choice": choice,
        "municipality": choice.municipality,
        "may_manage": choice.may_manage,
        "columns": columns,
        "head": drawn_head(columns.object_list),
        "views": lists.kept_views(request.user, choice.municipality),
        "column_page": COLUMN_PAGE,
        "stand": stand,
        "tools": drawn_tools(choice, stand),
        "page": page,
        "rows": drawn_rows(rows, day),
        "filter": drawn_filter(choice),
    }
    log_look(request, choice.municipality, "matrix", [one.person for one in people])
    status = choice.fault.status if choice.fault else 200
    return render(request, "oversight/matrix.html", context, status=status)


def _columns(request: "SignedInRequest", choice: Choice) -> Page:
    """Return the obligations side by side; those that were chosen by name all at once."""
    size = max(1, len(choice.chosen)) if choice.wish.columns else COLUMNS_PER_PAGE
    return Paginator(choice.chosen, size).get_page(request.GET.get(COLUMN_PAGE))


@login_required
@require_GET
def matrix_file(request: "SignedInRequest", ending: str) -> HttpResponse:
    """Hand out the whole matrix as a file, with the choice of the screen."""
    choice = choice_of(request)
    if not choice.may_save:
        raise PermissionDenied
    people = choice.lines_of(choice.staff)
    rows = selectors.rows(people, choice.chosen, choice.day, choice.shown)
    try:
        if choice.fault:
            raise choice.fault
        content, content_type = files.WRITERS[ending](
            files.matrix_lines(choice.chosen, rows, choice.day),
            municipality=choice.municipality,
            choice=choice_words(choice),
            stand=day_words(choice.day),
        )
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect(f"{reverse('oversight:matrix')}?{choice.query}")
    log_look(request, choice.municipality, "matrix_file", [one.person for one in people])
    name = f"matrix-{choice.municipality.slug}-{choice.day:%Y-%m-%d}.{ending}"
    return files.file_response(content, content_type, name=name)
