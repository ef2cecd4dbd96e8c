"""The office keeps the catalogues of other platforms."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campus.kit.access import allowed
from courses.exchange import rules
from courses.exchange.catalogues import keeping, showing
from courses.exchange.catalogues.forms import SourceForm
from courses.exchange.models import CatalogueSource
from courses.exchange.tasks import read_catalogue

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest


def _source(key: UUID) -> CatalogueSource:
    found = showing.source(key)
    if found is None:
        raise Http404
    return found


@require_safe
@never_cache
@allowed(rules.may_keep_catalogues)
def show(request: "SignedInRequest") -> HttpResponse:
    """List the catalogues with what is shown of them."""
    return render(request, "course_exchange/catalogues.html", {"rows": showing.listed()})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed(rules.may_keep_catalogues)
def add(request: "SignedInRequest") -> HttpResponse:
    """Add a catalogue; it is read at once."""
    form = SourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        source = keeping.save_source(values=form.values, reading=read_catalogue, user=request.user)
        messages.success(request, _("“%(name)s” is being read now.") % {"name": source.name})
        return redirect("catalogues:source", source.pk)
    status = 400 if request.method == "POST" else 200
    return render(request, "course_exchange/catalogue_form.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed(rules.may_keep_catalogues)
def source(request: "SignedInRequest", key: UUID) -> HttpResponse:
    """Show how the reading went, which entries could not be taken over, and change it."""
    found = _source(key)
    form = SourceForm(request.POST or None, instance=_source(key))
    if request.method == "POST" and form.is_valid():
        keeping.save_source(
            values=form.values, reading=read_catalogue, source=found, user=request.user
        )
        messages.success(request, _("“%(name)s” is changed.") % {"name": form.values["name"]})
        return redirect("catalogues:source", found.pk)
    context = {
        "form": form,
        "row": showing.row_of(found),
        "source": found,
        "broken": showing.broken_of(found),
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "course_exchange/catalogue.html", context, status=status)


@require_POST
@allowed(rules.may_keep_catalogues)
def read(request: "SignedInRequest", key: UUID) -> HttpResponse:
    """Have a catalogue read now."""
    found = _source(key)
    if found.is_on:
        keeping.ask_to_read(source=found, reading=read_catalogue)
        messages.success(request, _("“%(name)s” is being read now.") % {"name": found.name})
    else:
        messages.error(request, _("The catalogue is off. Turn it on first."))
    return redirect("catalogues:source", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed(rules.may_keep_catalogues)
def remove(request: "SignedInRequest", key: UUID) -> HttpResponse:
    """Ask whether a catalogue is to go, and take it off with all its courses."""
    found = _source(key)
    if request.method == "POST":
        keeping.remove_source(source=found, user=request.user)
        messages.success(request, _("“%(name)s” is removed.") % {"name": found.name})
        return redirect("catalogues:list")
    context = {"source": found, "row": showing.row_of(found)}
    return render(request, "course_exchange/catalogue_remove.html", context)
