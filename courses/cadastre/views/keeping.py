"""The office writes entries, publishes them and sees who relies on them."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from campus.kit.access import allowed
from campus.kit.errors import DomainError
from courses.cadastre import rules, selectors, services
from courses.cadastre.differences import changes_between, facts_of
from courses.cadastre.forms import EntryForm
from courses.catalogue import selectors as catalogue

if TYPE_CHECKING:
    from courses.cadastre.models import Entry
    from members.accounts.requests import SignedInRequest

PER_PAGE = 25


@allowed(rules.may_keep)
@require_GET
def office(request: "SignedInRequest") -> HttpResponse:
    """List all entries with drafts and the number of municipalities."""
    page = Paginator(selectors.kept(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "cadastre/office.html", {"page": page})


@allowed(rules.may_keep)
@require_http_methods(["GET", "POST"])
def create(request: "SignedInRequest") -> HttpResponse:
    """Write a new entry."""
    return _written(request, None)


@allowed(rules.may_keep)
@require_http_methods(["GET", "POST"])
def edit(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Write the draft of the next version; it begins as a copy of the one in force."""
    return _written(request, get_object_or_404(selectors.kept(), pk=pk))


def _written(request: "SignedInRequest", entry: "Entry | None") -> HttpResponse:
    draft = selectors.draft_of(entry) if entry else None
    known = draft or (entry.current if entry else None)
    initial = selectors.content_of(known) if known else {}
    form = EntryForm(
        request.POST if request.method == "POST" else None,
        initial={**initial, "change": draft.change if draft else ""},
        courses=catalogue.bookable_courses(),
        is_first=not (entry and entry.current),
    )
    if request.method == "POST" and form.is_valid():
        change = form.cleaned_data.get("change", "")
        stored = services.write(entry=entry, content=form.content, change=change, by=request.user)
        messages.success(
            request, _("The draft has been stored. Nobody sees it before you publish it.")
        )
        return redirect("cadastre:office_entry", stored.entry_id)
    status = 400 if request.method == "POST" else 200
    context = {"form": form, "entry": entry, "known": known}
    return render(request, "cadastre/edit.html", context, status=status)


@allowed(rules.may_keep)
@require_GET
def office_entry(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Show an entry with its versions, its draft and who has adopted it."""
    entry = get_object_or_404(selectors.kept(), pk=pk)
    draft = selectors.draft_of(entry)
    shown = draft or entry.current
    context = {
        "entry": entry,
        "draft": draft,
        "version": shown,
        "facts": facts_of(shown)[1:] if shown else [],
        "versions": selectors.versions_of(entry),
        "adopters": selectors.adopters_of(entry),
    }
    return render(request, "cadastre/office_entry.html", context)


@allowed(rules.may_keep)
@require_http_methods(["GET", "POST"])
def publish(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Publish the draft, after a look at what changes and who will be told."""
    entry = get_object_or_404(selectors.kept(), pk=pk)
    if request.method == "POST":
        try:
            services.publish(entry=entry, by=request.user)
        except DomainError as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, _("Published. Who has adopted the entry is being told."))
        return redirect("cadastre:office_entry", pk)
    draft = selectors.draft_of(entry)
    if draft is None:
        messages.warning(request, _("There is no draft to publish. Write one first."))
        return redirect("cadastre:office_entry", pk)
    changes = changes_between(entry.current, draft) if entry.current else []
    context = {"entry": entry, "draft": draft, "changes": changes}
    return render(request, "cadastre/publish.html", context)


@allowed(rules.may_keep)
@require_http_methods(["GET", "POST"])
def discard(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Throw the draft away, after a question."""
    entry = get_object_or_404(selectors.kept(), pk=pk)
    draft = selectors.draft_of(entry)
    if request.method == "GET" and draft:
        return render(request, "cadastre/discard.html", {"entry": entry, "draft": draft})
    try:
        stays = services.discard(entry=entry, by=request.user)
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect("cadastre:office_entry", pk)
    messages.success(request, _("The draft has been thrown away."))
    return redirect("cadastre:office_entry", pk) if stays else redirect("cadastre:office")
