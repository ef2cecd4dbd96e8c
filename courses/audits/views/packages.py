"""Human resources ask for proof packages, see how far they are and download them."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from campus.kit import dates
from campus.kit.after_commit import enqueue
from campus.kit.errors import DomainError
from campus.kit.places import chosen
from courses.audits import rules, selectors, services, tasks
from courses.audits.forms import QuestionForm
from members.people import selectors as people
from members.policies import selectors as policies
from members.policies.sights import Sight

if TYPE_CHECKING:
    from courses.audits.models import Package
    from members.accounts.requests import SignedInRequest
    from members.organisations.models import Municipality

PAGE_SIZE = 20
# Beside which field a refusal is shown.
FIELDS = {"day_hidden": "day"}


def _place_of(request: "SignedInRequest") -> "Municipality":
    """Return the municipality asked for, else the first one; 403 or 404."""
    return chosen(rules.places(request.user).order_by("name"), request.GET.get("kommune"))


@require_safe
@login_required
def listed(request: "SignedInRequest") -> HttpResponse:
    """Show the packages, the newest first."""
    municipality = _place_of(request)
    rows = rules.packages(request.user).filter(municipality=municipality)
    context = {
        "municipality": municipality,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "may_save": Sight.FILES in policies.shown_in(municipality.pk),
    }
    return render(request, "audits/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def create(request: "SignedInRequest") -> HttpResponse:
    """Choose day, people and obligations, and have the package made."""
    municipality = _place_of(request)
    if Sight.FILES not in policies.shown_in(municipality.pk):
        raise PermissionDenied
    form = QuestionForm(
        request.POST if request.method == "POST" else None,
        municipality=municipality,
        initial={"day": dates.today()},
    )
    if form.is_valid():
        try:
            package, is_new = services.request_package(
                municipality=municipality, question=form.question, by=request.user
            )
        except DomainError as error:
            form.add_error(FIELDS.get(error.code), str(error))
        else:
            if is_new:
                enqueue(tasks.make, reference=str(package.reference))
            return redirect("audits:detail", package.reference)
    context = {
        "form": form,
        "municipality": municipality,
        "known_since": people.known_since(),
    }
    return render(request, "audits/create.html", context, status=400 if form.is_bound else 200)


def _package_of(request: "SignedInRequest", reference: UUID) -> "Package":
    return get_object_or_404(rules.packages(request.user), reference=reference)


@never_cache
@require_safe
@login_required
def detail(request: "SignedInRequest", reference: UUID) -> HttpResponse:
    """Show what was asked, how far it is, the download and the hashes."""
    package = _package_of(request, reference)
    context = {
        "package": package,
        "municipality": package.municipality,
        "before": selectors.same_question_before(package) if package.is_ready else None,
    }
    return render(request, "audits/detail.html", context)


@never_cache
@require_safe
@login_required
def progress(request: "SignedInRequest", reference: UUID) -> HttpResponse:
    """Tell the page's script how far it is."""
    package = _package_of(request, reference)
    words = _("%(done)s of %(total)s") % {"done": package.done, "total": package.total}
    return JsonResponse({"percent": package.percent, "text": words, "ready": not package.is_busy})


@never_cache
@require_safe
@login_required
def download(request: "SignedInRequest", reference: UUID) -> HttpResponse:
    """Hand the file out; the look at everybody in it is noted."""
    package = _package_of(request, reference)
    if not package.is_here:
        raise Http404
    try:
        content = services.download(package=package, by=request.user)
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect("audits:detail", package.reference)
    response = HttpResponse(content, content_type="application/zip")
    name = f"nachweispaket-{package.municipality.slug}-{package.day:%Y-%m-%d}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
