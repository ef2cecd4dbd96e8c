"""A learner's own notes and bookmarks. There is no address under which anybody else reads them."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from campus.kit.kept import keeping, typed_before
from courses.feedback import rules, selectors, services
from courses.feedback.forms import NoteForm
from courses.feedback.moments import written
from courses.feedback.places import item_address, place_of
from members.people import selectors as people

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest
    from members.people.models import Person

PER_PAGE = 30


@login_required
@require_GET
def notes(request: "SignedInRequest") -> HttpResponse:
    """List the notes and bookmarks, course by course."""
    rows = rules.own_notes(person_or_404(request))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    groups = selectors.notes_by_course(list(page))
    return render(request, "feedback/notes.html", {"page": page, "groups": groups})


@keeping
@require_http_methods(["GET", "POST"])
def add(request: "SignedInRequest", registration: UUID, item_key: UUID) -> HttpResponse:
    """Write a note at a step of a course, or set a bookmark there."""
    place = place_of(person_or_404(request), registration, item_key)
    form = NoteForm(
        request.POST if request.method == "POST" else None, initial=typed_before(request)
    )
    if request.method == "POST" and form.is_valid():
        note = services.add_note(place=place, **form.cleaned_data)
        said = _("Your note is kept.") if note.text else _("Your bookmark is set.")
        messages.success(request, said)
        return redirect(place.href)
    context = {
        "form": form,
        "back": place.href,
        "course_title": place.course_title,
        "item_title": place.item_title,
    }
    return render(request, "feedback/note.html", context, status=_status(request))


@keeping
@require_http_methods(["GET", "POST"])
def edit(request: "SignedInRequest", pk: int) -> HttpResponse:
    """Change a note, or delete it."""
    note = selectors.own_note(person_or_404(request), pk)
    if note is None:
        raise Http404
    if request.method == "POST" and "delete" in request.POST:
        services.delete_note(note=note)
        messages.success(request, _("The note has been deleted."))
        return redirect("notes:list")
    before = {"text": note.text, "seconds": written(note.seconds)}
    form = NoteForm(
        request.POST if request.method == "POST" else None,
        initial={**before, **typed_before(request)},
    )
    if request.method == "POST" and form.is_valid():
        services.change_note(note=note, **form.cleaned_data)
        messages.success(request, _("Your note is kept."))
        return redirect("notes:list")
    context = {
        "form": form,
        "note": note,
        "back": item_address(note.enrolment.registration, note.item_key, note.seconds),
        "course_title": note.enrolment.offer.course.title,
        "item_title": note.item_title,
    }
    return render(request, "feedback/note.html", context, status=_status(request))


def person_or_404(request: "SignedInRequest") -> "Person":
    """Return who is signed in; 404 for an account without a person."""
    person = people.person_of(request.user)
    if person is None:
        raise Http404
    return person


def _status(request: "SignedInRequest") -> int:
    return 400 if request.method == "POST" else 200
