"""My data: a copy of everything, and the way to have it deleted."""

import zlib
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from campus.kit.errors import DomainError
from campus.kit.personal_data import holdings
from courses.certificates import selectors as certificates
from courses.privacy import selectors, services
from courses.privacy.forms import SureForm, WishForm
from members.people import selectors as people

if TYPE_CHECKING:
    from courses.privacy.models import Export
    from members.accounts.requests import SignedInRequest
    from members.people.models import Person

KINDS = {"json": "application/json", "pdf": "application/pdf"}


@login_required
@require_http_methods(["GET", "POST"])
def data(request: "SignedInRequest") -> HttpResponse:
    """Show the copies that can be downloaded, and have a new one made."""
    person = _person(request)
    if request.method == "POST":
        services.request_export(person=person)
        messages.success(request, _("Your copy is being made. You may leave this page."))
        return redirect("privacy:data")
    exports = list(selectors.exports_of(person))
    context = {
        "exports": exports,
        "running": selectors.running_export(person),
        "kinds": [one.title for one in holdings()],
    }
    return render(request, "privacy/data.html", context)


@login_required
@never_cache
@require_GET
def progress(request: "SignedInRequest", reference: UUID) -> HttpResponse:
    """Tell the page's script how far an export is."""
    export = _export(request, reference)
    return JsonResponse(
        {
            "percent": export.percent,
            "text": _("%(percent)s per cent") % {"percent": export.percent},
            "ready": export.is_ready,
        }
    )


@login_required
@never_cache
@require_GET
def download(request: "SignedInRequest", reference: UUID, kind: str) -> HttpResponse:
    """Hand the owner a file of an export; to everybody else there is none."""
    export = _export(request, reference)
    if kind not in KINDS or not export.is_ready or export.ready_at is None:
        raise Http404
    content = zlib.decompress(selectors.file_of(export, kind))
    response = HttpResponse(content, content_type=KINDS[kind])
    name = f"kommunalcampus-{export.ready_at:%Y-%m-%d}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: "SignedInRequest") -> HttpResponse:
    """Say what is deleted and what stays, ask twice, then delete."""
    person = _person(request)
    if request.method == "GET":
        return _ask(request, person, WishForm())
    if "sure_asked" not in request.POST:
        wish = WishForm(request.POST)
        if not wish.is_valid():
            return _ask(request, person, wish, status=400)
        again = SureForm(initial={"certificates": wish.cleaned_data["certificates"]})
        return _ask(request, person, again)
    form = SureForm(request.POST)
    if not form.is_valid():
        return _ask(request, person, form, status=400)
    try:
        deletion = services.request_deletion(
            person=person, keep_certificates=form.keep_certificates
        )
    except DomainError as error:
        form.add_error(None, str(error))
        return _ask(request, person, form, status=error.status)
    logout(request)
    return redirect("privacy:deleted", deletion.reference)


def _ask(
    request: "SignedInRequest", person: "Person", form: WishForm, *, status: int = 200
) -> HttpResponse:
    """Show the first or the second question."""
    page = "sure" if isinstance(form, SureForm) else "delete"
    context = {
        "form": form,
        "certificates": certificates.certificates_of(person).count(),
        "is_employed": people.employments_of(person).exists(),
    }
    return render(request, f"privacy/{page}.html", context, status=status)


@never_cache
@require_GET
def deleted(request: HttpRequest, reference: UUID) -> HttpResponse:
    """Tell whoever holds the reference how far the deletion is; public, since nobody is left."""
    found = selectors.deletion(reference)
    if found is None:
        raise Http404
    return render(request, "privacy/deleted.html", {"deletion": found})


def _person(request: "SignedInRequest") -> "Person":
    person = people.person_of(request.user)
    if person is None:
        raise Http404
    return person


def _export(request: "SignedInRequest", reference: UUID) -> "Export":
    export = selectors.own_export(_person(request), reference)
    if export is None:
        raise Http404
    return export
