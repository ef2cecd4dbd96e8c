"""HR prints posters: first what they say, then the file."""

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses.catalogue import selectors as catalogue
from courses.portal.landing import services
from courses.portal.landing.forms import PosterForm
from courses.portal.landing.posters import Wanted, addresses, poster_pdf
from courses.portal.landing.views import managed_by

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from members.accounts.requests import SignedInRequest
    from members.organisations.models import Municipality

LARGEST_KEY = 2**31 - 1


def _course(request: "SignedInRequest", municipality: "Municipality") -> "CoursePage | None":
    """Return the course asked for, None for the municipality's page; 404 for what is not there."""
    key = request.GET.get("kurs", "")
    if not key:
        return None
    if not key.isdecimal() or int(key) > LARGEST_KEY:
        raise Http404
    found: CoursePage = get_object_or_404(catalogue.bookable_courses(municipality), pk=int(key))
    return found


@login_required
@require_safe
def poster(request: "SignedInRequest") -> HttpResponse:
    """Ask what a poster is to say, with words to begin with."""
    municipality = managed_by(request)
    course = _course(request, municipality)
    page = services.ensure_landing_page(municipality_id=municipality.pk)
    form = PosterForm(
        initial={
            "title": course.title[:120] if course else _("Learn with us"),
            "text": course.promise if course else page.greeting[:300],
            "paper": "a4",
            "language": "de",
        }
    )
    return _drawn(request, municipality, course, form)


@login_required
@require_safe
def poster_print(request: "SignedInRequest") -> HttpResponse:
    """Hand out the poster as PDF."""
    municipality = managed_by(request)
    course = _course(request, municipality)
    form = PosterForm(request.GET)
    if not form.is_valid():
        return _drawn(request, municipality, course, form, status=400)
    page = None if course else services.ensure_landing_page(municipality_id=municipality.pk)
    content = poster_pdf(municipality, Wanted(**form.cleaned_data), course=course, page=page)
    answer = HttpResponse(content, content_type="application/pdf")
    name = course.slug if course else municipality.slug
    answer["Content-Disposition"] = f'attachment; filename="plakat-{name}.pdf"'
    return answer


def _drawn(
    request: "SignedInRequest",
    municipality: "Municipality",
    course: "CoursePage | None",
    form: PosterForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "municipality": municipality,
        "course": course,
        "form": form,
        "address": addresses(municipality, course)[1],
    }
    return render(request, "portal/poster.html", context, status=status)
