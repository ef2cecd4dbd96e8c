"""The page on which human resources connect a directory."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from members.people.selectors import place_of
from members.scim import rules, selectors, services
from members.scim.forms import KeyForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def index(request: HttpRequest) -> HttpResponse:
    """Show address, keys and what could not be done; make a key."""
    municipality = _municipality(request)
    form = KeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        by: Any = request.user
        key, secret = services.make_key(
            municipality=municipality, created_by=by, **form.cleaned_data
        )
        context = _context(request, municipality, KeyForm())
        return render(request, "scim/index.html", {**context, "made": key, "secret": secret})
    status = 400 if form.is_bound else 200
    context = _context(request, municipality, form)
    return render(request, "scim/index.html", context, status=status)


@require_POST
@login_required
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a key back."""
    if not rules.may_enter(request.user):
        raise PermissionDenied
    key = get_object_or_404(rules.keys(request.user).select_related("municipality"), pk=pk)
    services.revoke_key(key=key)
    messages.success(request, _("The key “%(name)s” no longer works.") % {"name": key.name})
    return redirect(f"{reverse('scim:index')}?kommune={key.municipality.slug}")


def _municipality(request: HttpRequest) -> Any:
    """Return the municipality in the address, else the user's own or first."""
    if not rules.may_enter(request.user):
        raise PermissionDenied
    places = rules.places(request.user)
    found = place_of(request.user, places, request.GET.get("kommune", ""))
    if found is None:
        raise Http404
    return found


def _context(request: HttpRequest, municipality: Any, form: KeyForm) -> dict[str, Any]:
    return {
        "municipality": municipality,
        "municipalities": list(rules.places(request.user)),
        "form": form,
        "address": request.build_absolute_uri(reverse("scim:base")),
        "keys": selectors.keys_of(municipality),
        "notes": selectors.notes_of(municipality),
        "figures": selectors.figures_of(municipality),
    }
