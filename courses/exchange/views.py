"""Modules leave the platform: the formats of one module, what is being made, what is ready."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.auth import require_admin_access

from campus.kit.access import allowed
from campus.kit.errors import DomainError
from courses.exchange import rules, selectors, services, storing
from courses.exchange.formats.bundles import Format
from courses.exchange.models import ModuleExport
from courses.exchange.tasks import make_export
from courses.modules.selectors import newest_version

if TYPE_CHECKING:
    from courses.modules.models import Module
    from members.accounts.requests import SignedInRequest

View = Callable[..., Any]


def authors_only(view: View) -> View:
    """Let whoever teaches in, with Wagtail's admin around them; everybody else gets page 403."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = require_admin_access(view)(request, *args, **kwargs)
        return response

    return never_cache(allowed(rules.may_export)(page))


def _module(request: "SignedInRequest", key: int) -> "Module":
    """Return a module of the user's providers; others do not exist for them."""
    module = selectors.module_for(request.user, key)
    if module is None:
        raise Http404
    return module


def _export(request: "SignedInRequest", key: UUID) -> ModuleExport:
    export = selectors.export_for(request.user, key)
    if export is None:
        raise Http404
    return export


@require_safe
@authors_only
def show_formats(request: "SignedInRequest", module: int) -> HttpResponse:
    """Show in which formats a module can leave, and what is ready."""
    own = _module(request, module)
    version = newest_version(own)
    offered = selectors.offered(version)
    context = {
        "module": own,
        "version": version,
        "offered": offered,
        "waiting": next((one.export for one in offered if one.export and one.export.is_waiting), 0),
    }
    return render(request, "course_exchange/formats.html", context)


@require_POST
@authors_only
def ask_for(request: "SignedInRequest", module: int) -> HttpResponse:
    """Have an export made."""
    own = _module(request, module)
    wanted = request.POST.get("format", "")
    if wanted not in set(Format):
        raise Http404
    try:
        services.request_export(module=own, format=wanted, making=make_export, user=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("exchange:formats", own.pk)


@require_safe
@authors_only
def tell_progress(request: "SignedInRequest", key: UUID) -> HttpResponse:
    """Tell a waiting page how far an export is."""
    export = _export(request, key)
    return JsonResponse({"state": export.state, "percent": export.percent})


@require_safe
@authors_only
def download(request: "SignedInRequest", key: UUID) -> FileResponse:
    """Hand an export over."""
    export = _export(request, key)
    if not export.is_ready or not storing.is_kept(export.folder):
        raise Http404
    name = selectors.file_name(export)
    return FileResponse(
        storing.opened(export.folder),
        as_attachment=True,
        filename=name,
        content_type="application/zip",
    )
