"""Authors look at a module as the staff of a municipality do, in three widths; writes nothing."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campus.kit.access import allowed
from courses.catalogue import selectors as catalogue
from courses.enrolment import selectors as enrolments
from courses.modules import rules
from courses.modules import selectors as modules
from courses.portal import course_pages, previewing, selectors
from courses.portal.landing.selectors import arranged_courses, cards_of
from members.organisations import selectors as organisations

if TYPE_CHECKING:
    from courses.modules.models import Module
    from members.accounts.requests import SignedInRequest
    from members.organisations.models import Municipality

COURSE, LANDING = "kurs", "kommune"


def _module(request: HttpRequest, module: int) -> "Module":
    """Return a module that the user may read; others do not exist for the user."""
    found: Module = get_object_or_404(modules.modules_of_author(request.user), pk=module)
    return found


def _municipality(request: HttpRequest) -> "Municipality | None":
    """Return the municipality asked for, or the first; raises Http404 for an unknown one."""
    taking_part = organisations.open_municipalities().order_by("name")
    slug = request.GET.get("kommune", "")
    return get_object_or_404(taking_part, slug=slug) if slug else taking_part.first()


@allowed(rules.may_teach)
@require_safe
def preview(request: "SignedInRequest", module: int) -> HttpResponse:
    """Choose municipality, part and width; the page itself stands in a frame of that width."""
    row = _module(request, module)
    municipality = _municipality(request)
    part = request.GET.get("teil", COURSE)
    lessons = modules.lessons_with_drafts(row)
    parts = [
        (COURSE, _("Page of the course")),
        (LANDING, _("Page of the municipality")),
        *((str(lesson.pk), lesson.title) for lesson in lessons),
    ]
    labels = dict(parts)
    if part not in labels:
        raise Http404
    query = {"kommune": municipality.slug if municipality else "", "teil": part}
    shown = course_pages.drawn(catalogue.shelf_now(), row.course_id, None)
    context = {
        "module": row,
        "municipality": municipality,
        "municipalities": organisations.open_municipalities().order_by("name"),
        "parts": parts,
        "part": part,
        "label": labels[part],
        "widths": previewing.WIDTHS,
        "width": previewing.width_of(request.GET.get("breite", "")),
        "facts": previewing.facts_of(municipality, shown) if municipality else [],
        "src": reverse("portal:preview_page", args=[row.pk], query=query),
    }
    return render(request, "portal/preview.html", context)


@allowed(rules.may_teach)
@require_safe
def preview_page(request: "SignedInRequest", module: int) -> HttpResponse:
    """Show what stands in the frame: without the author's own menu, and without any effect."""
    row, municipality = _module(request, module), _municipality(request)
    part = request.GET.get("teil", COURSE)
    if municipality is None:
        raise Http404
    # Menu and buttons are those of somebody else: the author's own seats play no part.
    request.user = AnonymousUser()  # type: ignore[assignment]
    if part == COURSE:
        return _course(request, row, municipality)
    if part == LANDING:
        return _landing(request, municipality)
    found = [one for one in modules.lessons_with_drafts(row) if str(one.pk) == part]
    if not found:
        raise Http404
    draft: Any = found[0].get_latest_revision_as_object()
    return render(request, "modules/lesson_preview.html", {"object": draft})


def _course(request: HttpRequest, module: "Module", municipality: "Municipality") -> HttpResponse:
    shown = course_pages.drawn(catalogue.shelf_now(), module.course_id, None)
    button = previewing.idle_button(municipality, shown, href=request.get_full_path())
    action = render_to_string("catalogue/_action.html", {"action": button}, request)
    context = {
        "page": shown.course,
        "provider": shown.provider,
        "drawn": shown.with_action(action),
        "notice": "",
    }
    return render(request, "catalogue/course_page.html", context)


def _landing(request: HttpRequest, municipality: "Municipality") -> HttpResponse:
    page = selectors.landing_pages().filter(municipality=municipality).first()
    context = {
        "municipality": municipality,
        "landing": page,
        "cards": cards_of(
            arranged_courses(page) if page else [],
            with_words=True,
            hidden=enrolments.closed_courses([municipality]),
        ),
    }
    return render(request, "portal/landing.html", context)
