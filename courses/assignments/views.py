"""HR's pages: overview, obligations, matrix."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campus.kit import dates
from campus.kit.errors import DomainError
from courses.assignments import files, rules, selectors, services
from courses.assignments.forms import ObligationForm
from courses.assignments.words import words_for
from courses.catalogue import selectors as catalogue
from members.accounts.requests import SignedInRequest
from members.people import selectors as people
from members.people import services as people_services

if TYPE_CHECKING:
    from courses.assignments.models import Obligation
    from members.organisations.models import Municipality

PEOPLE_PER_PAGE = 25


def _municipality(request: SignedInRequest, *, manage: bool = False) -> "Municipality":
    """Return the municipality of the page: the one asked for, else the first; 403 or 404."""
    choice = rules.municipalities_to_manage if manage else rules.visible_municipalities
    mine = choice(request.user).order_by("name")
    slug = request.GET.get("kommune")
    found = mine.filter(slug=slug).first() if slug else mine.first()
    if found is None:
        if slug and mine.exists():
            raise Http404
        raise PermissionDenied
    return found


def _obligation(request: SignedInRequest, pk: int) -> "Obligation":
    return get_object_or_404(rules.visible_obligations(request.user), pk=pk)


@login_required
@require_GET
def dashboard(request: SignedInRequest) -> HttpResponse:
    """Show HR what stands and what to do next."""
    municipality = _municipality(request)
    today = dates.today()
    staff = rules.visible_staff(request.user, municipality)
    obligations = list(selectors.running(municipality))
    counted = selectors.counts(obligations, staff, today)
    context = {
        "municipality": municipality,
        "may_manage": rules.may_manage(request.user, municipality),
        "obligations": [(one, counted.get(one.pk)) for one in obligations],
        "overdue": sum(row["overdue"] for row in counted.values()),
        "staff_count": staff.count(),
    }
    return render(request, "assignments/dashboard.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    """Make a course obligatory."""
    municipality = _municipality(request, manage=True)
    form = ObligationForm(
        request.POST or None, municipality=municipality, courses=catalogue.bookable_courses()
    )
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                obligation = services.assign(
                    municipality=municipality, by=request.user, **form.cleaned_data
                )
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("The obligation stands and the staff have been told."))
                return redirect("assignments:detail", pk=obligation.pk)
        status = 400
    context = {"form": form, "municipality": municipality}
    return render(request, "assignments/create.html", context, status=status)


@login_required
@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one obligation: who has fulfilled it and who has not."""
    obligation = _obligation(request, pk)
    staff = rules.visible_staff(request.user, obligation.municipality)
    page = _page_of(request, staff.filter(periods__obligation=obligation).distinct())
    rows = selectors.matrix(list(page), [obligation], dates.today())
    context = {
        "obligation": obligation,
        "municipality": obligation.municipality,
        "may_manage": rules.may_manage(request.user, obligation.municipality),
        "page": page,
        "rows": [(row.employment, row.cells[0], words_for(row.cells[0])) for row in rows],
        "count": selectors.counts([obligation], staff, dates.today()).get(obligation.pk),
        "last_reminder": selectors.last_reminder(obligation),
    }
    _log_look(request, "obligation", [row.employment.person for row in rows])
    return render(request, "assignments/detail.html", context)


@login_required
@require_POST
def remind(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remind everybody who has not fulfilled the obligation."""
    obligation = _obligation(request, pk)
    if not rules.may_manage(request.user, obligation.municipality):
        raise PermissionDenied
    try:
        count = services.remind(obligation=obligation, by=request.user)
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        sentence = ngettext(
            "%(count)d person has been reminded.", "%(count)d people have been reminded.", count
        )
        messages.success(request, sentence % {"count": count})
    return redirect("assignments:detail", pk=pk)


@login_required
@require_GET
def matrix(request: SignedInRequest) -> HttpResponse:
    """Show people × obligations, a page of people at a time."""
    municipality = _municipality(request)
    departments = people.departments_of(municipality)
    key = request.GET.get("amt", "")
    chosen = departments.filter(pk=key).first() if key.isdecimal() else None
    staff = rules.visible_staff(request.user, municipality, department=chosen)
    page = _page_of(request, staff)
    obligations = list(selectors.running(municipality))
    rows = selectors.matrix(list(page), obligations, dates.today())
    context = {
        "municipality": municipality,
        "departments": departments,
        "chosen": chosen,
        "obligations": obligations,
        "page": page,
        "rows": [(row.employment, [words_for(cell) for cell in row.cells]) for row in rows],
    }
    _log_look(request, "matrix", [row.employment.person for row in rows])
    return render(request, "assignments/matrix.html", context)


@login_required
@require_GET
def matrix_csv(request: SignedInRequest) -> HttpResponse:
    """Hand out the whole matrix as CSV, equal to the screen."""
    municipality = _municipality(request)
    staff = list(rules.visible_staff(request.user, municipality))
    obligations = list(selectors.running(municipality))
    rows = selectors.matrix(staff, obligations, dates.today())
    _log_look(request, "matrix file", [row.employment.person for row in rows])
    return files.csv_response(files.matrix_lines(obligations, rows), name=municipality.slug)


def _page_of(request: SignedInRequest, staff: Any) -> Any:
    return Paginator(staff, PEOPLE_PER_PAGE).get_page(request.GET.get("page"))


def _log_look(request: SignedInRequest, what: str, seen: list[Any]) -> None:
    people_services.log_access(viewer=request.user, viewer_role="hr", people=seen, what=what)
