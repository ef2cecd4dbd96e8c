"""HR goes through the courses: which are pinned, recommended, hidden, and with what words."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.catalogue import selectors as catalogue
from courses.catalogue.presenting import card_of
from courses.enrolment import selectors as enrolments
from courses.portal.landing import services
from courses.portal.landing.forms import PlaceForm
from courses.portal.landing.selectors import choosable_courses, places_of
from courses.portal.landing.views import managed_by, of_town
from courses.portal.models import ChosenCourse

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest

COURSES_PER_PAGE = 25
LONGEST_SEARCH = 80
Place = ChosenCourse.Place
ICONS = {
    Place.PINNED: ("success", "star"),
    Place.CHOSEN: ("info", "check"),
    Place.LISTED: ("neutral", "book"),
    Place.HIDDEN: ("warning", "eye"),
}


@login_required
@require_safe
def own_courses(request: "SignedInRequest") -> HttpResponse:
    """List the courses with the place that the municipality gives them."""
    municipality = managed_by(request)
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    asked = request.GET.get("stand", "")
    place = asked if asked in Place.values else ""
    found = choosable_courses(municipality, words, place)
    page = Paginator(found, COURSES_PER_PAGE).get_page(request.GET.get("page"))
    places, cards = places_of(municipality), catalogue.shelf_now().by_course
    rows = []
    for course in page:
        row = places.get(course.pk)
        stands = Place(row.place) if row else Place.LISTED
        provider = cards[course.pk].provider_short_name if course.pk in cards else ""
        rows.append((course, provider, stands, ICONS[stands], row.words if row else ""))
    context = {
        "municipality": municipality,
        "rows": rows,
        "page": page,
        "words": words,
        "place": place,
        "places": Place.choices,
    }
    return render(request, "portal/own_courses.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def own_course(request: "SignedInRequest", course: int) -> HttpResponse:
    """Give a course its place, and own words; the card is shown as the staff will see it."""
    municipality = managed_by(request)
    choosable = enrolments.bookable_courses(municipality).filter(only_for=None)
    page = get_object_or_404(choosable, pk=course)
    known = places_of(municipality).get(page.pk)
    initial = {
        "place": known.place if known else Place.LISTED.value,
        "words": known.words if known else "",
    }
    form = PlaceForm(request.POST if request.method == "POST" else None, initial=initial)
    is_valid = form.is_bound and form.is_valid()
    if is_valid and request.POST.get("do") != "preview":
        services.place_course(municipality=municipality, course=page, **form.cleaned_data)
        messages.success(
            request, _("The place of “%(title)s” has been changed.") % {"title": page.title}
        )
        return redirect(of_town("portal:own_courses", municipality))
    shown = form.cleaned_data if is_valid else initial
    cards = catalogue.course_cards([page.pk])
    context = {
        "municipality": municipality,
        "course": page,
        "form": form,
        "card": {**card_of(cards[0]), "note": shown["words"]} if cards else None,
        "is_hidden": shown["place"] == Place.HIDDEN,
        "is_preview": is_valid,
    }
    status = 400 if form.is_bound and not is_valid else 200
    return render(request, "portal/own_course.html", context, status=status)
