"""Packages in the studio: list, upload, what the doctor found, deletion."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin.auth import require_admin_access

from campus.kit.access import allowed
from campus.kit.errors import DomainError
from courses.packages import rules, selectors, services
from courses.packages.forms import PackageForm
from courses.packages.models import Package
from courses.packages.tasks import unpack_package

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest

View = Callable[..., HttpResponse]
PER_PAGE = 30


def authors_only(view: View) -> View:
    """Let whoever teaches in, with Wagtail's admin around them; everybody else gets page 403."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = require_admin_access(view)(request, *args, **kwargs)
        return response

    return never_cache(allowed(rules.may_work)(page))


def _own(request: "SignedInRequest", key: UUID) -> Package:
    """Return a package of the user's providers; others do not exist for them."""
    package = selectors.package_of(request.user, key)
    if package is None:
        raise Http404
    return package


@require_safe
@authors_only
def show_packages(request: "SignedInRequest") -> HttpResponse:
    """List the packages."""
    pages = Paginator(selectors.listed(request.user), PER_PAGE)
    page = pages.get_page(request.GET.get("p"))
    rows = [(package, selectors.kind_in_words(package)) for package in page]
    return render(request, "course_packages/list.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@authors_only
def add_package(request: "SignedInRequest") -> HttpResponse:
    """Examine and take an upload, or say why not."""
    is_sent = request.method == "POST"
    form = PackageForm(*((request.POST, request.FILES) if is_sent else ()), user=request.user)
    if is_sent and form.is_valid():
        package = _take(request, form)
        if package is not None:
            return redirect("packages:package", package.pk)
    context = {"form": form, "limit": selectors.limits().packed // (1024 * 1024)}
    status = 400 if is_sent else 200
    return render(request, "course_packages/add.html", context, status=status)


def _take(request: "SignedInRequest", form: PackageForm) -> Package | None:
    upload = form.cleaned_data["file"]
    try:
        return services.take_package(
            provider=form.cleaned_data["provider"],
            stream=upload.file,
            unpacking=unpack_package,
            title=form.cleaned_data["title"].strip(),
            file_name=upload.name,
            user=request.user,
        )
    except DomainError as error:
        form.add_error("file", str(error))
        return None
    finally:
        form.let_go()


@require_safe
@authors_only
def show_package(request: "SignedInRequest", key: UUID) -> HttpResponse:
    """Show what the doctor found."""
    package = _own(request, key)
    context = {
        "package": package,
        "may_be_tried": selectors.may_be_tried(package),
        "kind": selectors.kind_in_words(package),
        "result": selectors.result_of(package),
        "parts": selectors.tried_parts(package),
    }
    return render(request, "course_packages/package.html", context)


@require_safe
@authors_only
def tell_progress(request: "SignedInRequest", key: UUID) -> HttpResponse:
    """Tell a waiting page how far the unpacking is."""
    package = _own(request, key)
    return JsonResponse({"state": package.state, "percent": package.percent})


@require_POST
@authors_only
def delete_package(request: "SignedInRequest", key: UUID) -> HttpResponse:
    """Delete a package."""
    package = _own(request, key)
    try:
        services.delete_package(package=package)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("packages:package", key)
    messages.success(request, _("“%(title)s” was deleted.") % {"title": package.title})
    return redirect("packages:packages")


@require_http_methods(["GET", "HEAD", "POST"])
@authors_only
def show_trial(request: "SignedInRequest", key: UUID, part: int) -> HttpResponse:
    """Start a part by POST; show it in its frame with what it reports."""
    package = _own(request, key)
    if request.method == "POST":
        return _start(request, package, part)
    trial = selectors.trial_of(package, part)
    if trial is None or not selectors.may_be_tried(package):
        return redirect("packages:package", key)
    context = {
        "package": package,
        "part": package.parts[part],
        "number": part,
        "address": selectors.address_of(trial),
        "sentences": selectors.trial_in_words(trial),
        "verdict": selectors.verdict_of(trial),
    }
    return render(request, "course_packages/trial.html", context)


def _start(request: "SignedInRequest", package: Package, part: int) -> HttpResponse:
    anew = bool(request.POST.get("anew"))
    try:
        services.start_trial(package=package, part=part, anew=anew)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("packages:package", package.pk)
    return redirect("packages:trial", package.pk, part)


@require_safe
@authors_only
def tell_trial(request: "SignedInRequest", key: UUID, part: int) -> HttpResponse:
    """Tell the page of a trial what the package has reported."""
    trial = selectors.trial_of(_own(request, key), part)
    verdict = selectors.verdict_of(trial)
    return JsonResponse(
        {
            "verdict": verdict.sentence if verdict else "",
            "level": verdict.level if verdict else "",
            "sentences": selectors.trial_in_words(trial),
        }
    )
