"""Pages on which the office and providers say what comes before a course."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from campus.kit.access import allowed
from campus.kit.errors import DomainError
from courses.pathways import rules, selectors, services
from courses.pathways.forms import PrerequisitesForm

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest

PER_PAGE = 25


@allowed(rules.may_edit_any)
@require_GET
def courses(request: HttpRequest) -> HttpResponse:
    """List the courses for which the user speaks, with what comes before each."""
    page = Paginator(rules.courses_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    first = selectors.requires([course.pk for course in page])
    titles = selectors.known_titles({pk for ids in first.values() for pk in ids})
    rows = [(course, [titles[pk] for pk in first.get(course.pk, [])]) for course in page]
    return render(request, "pathways/prerequisites.html", {"rows": rows, "page": page})


@allowed(rules.may_edit_any)
@require_http_methods(["GET", "POST"])
def edit(request: "SignedInRequest", course: int) -> HttpResponse:
    """Say which courses come before a course."""
    page = get_object_or_404(rules.courses_of(request.user), pk=course)
    form = PrerequisitesForm(
        request.POST if request.method == "POST" else None,
        initial={"first": selectors.prerequisites_of(course)},
        courses=selectors.published_courses().exclude(pk=course),
    )
    if form.is_bound and form.is_valid():
        chosen = list(form.cleaned_data["first"])
        try:
            services.set_prerequisites(course=page, first=chosen, by=request.user)
        except DomainError as error:
            form.add_error("first", str(error))
        else:
            messages.success(request, _("Saved. It holds for everybody who enrols from now on."))
            return redirect("pathways:prerequisites")
    status = 400 if form.is_bound else 200
    context = {"form": form, "course": page}
    return render(request, "pathways/prerequisite.html", context, status=status)
