"""Earlier proofs from a list: upload, look, confirm."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from campus.kit.errors import DomainError
from campus.kit.sheets import CSV_TYPE, csv_content
from courses.assignments import rules, selectors, services
from courses.assignments.forms_of_proofs import ListForm
from courses.assignments.looking import log_look
from courses.assignments.views.scope import municipality_of
from courses.assignments.words import FATES

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest

ROWS_PER_PAGE = 50
SAMPLE = (
    ("Personalnummer", "Pflicht", "Absolviert am", "Gültig bis"),
    ("4711", "Erste Hilfe", "14.05.2025", "14.05.2027"),
)


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: "SignedInRequest") -> HttpResponse:
    """Take a list; nothing is written yet."""
    municipality = municipality_of(request, manage=True)
    is_post = request.method == "POST"
    form = ListForm(request.POST if is_post else None, request.FILES if is_post else None)
    if is_post and form.is_valid():
        try:
            found = services.upload(
                municipality=municipality,
                content=form.cleaned_data["list"].read(),
                by=request.user,
            )
        except DomainError as error:
            form.add_error("list", str(error))
        else:
            return redirect("assignments:history", key=found.pk)
    context = {"form": form, "municipality": municipality}
    return render(
        request, "assignments/history_upload.html", context, status=400 if is_post else 200
    )


@login_required
@require_http_methods(["GET", "POST"])
def history(request: "SignedInRequest", key: int) -> HttpResponse:
    """Show what would become of each row; write the list when it is confirmed."""
    towns = rules.municipalities_to_manage(request.user)
    found = get_object_or_404(selectors.history_imports_of(towns), pk=key)
    if request.method == "POST":
        count = services.confirm(found=found, by=request.user)
        sentence = ngettext(
            "%(count)d proof has been taken over. Nobody was mailed.",
            "%(count)d proofs have been taken over. Nobody was mailed.",
            count,
        )
        messages.success(request, sentence % {"count": count})
        return redirect("assignments:dashboard")
    planned = services.preview(found) if found.confirmed_at is None else []
    counted = services.counted(planned)
    page = Paginator(planned, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    people = [one.person for one in page if one.person is not None]
    log_look(request, found.municipality, "history", people)
    context = {
        "found": found,
        "page": page,
        "rows": [(one, FATES[one.fate]) for one in page],
        "counts": [(FATES[fate], count) for fate, count in counted.items()],
        "new": counted["answers"] + counted["history"],
    }
    return render(request, "assignments/history.html", context)


@login_required
@require_GET
def sample(request: "SignedInRequest") -> HttpResponse:
    """Hand out a list to fill in."""
    municipality_of(request, manage=True)
    answer = HttpResponse(csv_content(SAMPLE), content_type=CSV_TYPE)
    answer["Content-Disposition"] = 'attachment; filename="nachweise.csv"'
    return answer
