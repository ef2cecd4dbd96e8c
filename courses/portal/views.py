"""The start page, municipalities' pages, the course page and “Wer sieht was von mir?”."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.models import Page

from campus.kit import dates
from campus.kit.errors import DomainError
from courses.assignments import selectors as assignments
from courses.assignments import services as obligations
from courses.assignments.words import words_for
from courses.catalogue import selectors as catalogue
from courses.enrolment import selectors as enrolments
from courses.modules import selectors as modules
from courses.portal import selectors, services
from courses.portal.actions import next_step
from courses.portal.buttons import button_for
from courses.portal.forms import LandingForm
from courses.portal.homes import home_of
from courses.portal.looks import looks
from members.accounts.requests import SignedInRequest
from members.people import selectors as people
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from members.organisations.models import Municipality

LOOKS_PER_PAGE = 20


@login_required
@require_GET
def start(request: SignedInRequest) -> HttpResponse:
    """Show the start page; who does not learn here is led to the own workplace."""
    person = people.person_of(request.user)
    if person is None or not selectors.user_learns(request.user):
        return redirect(home_of(request.user))
    today = dates.today()
    municipality = people.current_municipality(request.user)
    landing = selectors.landing_page_of(municipality)
    page = selectors.start_page(person, today)
    context = {
        "municipality": municipality,
        "landing": landing,
        "start": page,
        "due": [(words_for(one.cell), one) for one in page.due],
        "cards": selectors.chosen_cards(landing),
    }
    return render(request, "portal/start.html", context)


@login_required
@require_POST
def hand_in(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a learner show the employer a completion from before the obligation."""
    person = people.person_of(request.user)
    period = assignments.own_period(person, pk) if person else None
    if person is None or period is None:
        raise Http404
    try:
        obligations.hand_in(period=period, person=person)
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Your employer now sees that you have fulfilled this course."))
    return redirect("portal:start")


@require_GET
def municipalities(request: HttpRequest) -> HttpResponse:
    """List the municipalities that take part; public."""
    return render(request, "portal/municipalities.html", {"pages": selectors.landing_pages()})


@require_GET
def landing(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a municipality's page with the courses it has chosen; public."""
    page = get_object_or_404(selectors.landing_pages(), municipality__slug=slug)
    context = {
        "landing": page,
        "municipality": page.municipality,
        "cards": selectors.chosen_cards(page),
    }
    return render(request, "portal/landing.html", context)


def is_course_page(page: Page) -> bool:
    """Tell whether Wagtail is about to serve a course page."""
    return catalogue.is_course_page(page)


def course_page(request: HttpRequest, page: Page) -> HttpResponse:
    """Show a course with the one button that fits the visitor."""
    course: CoursePage = page.specific
    person = people.person_of(request.user)
    offer = enrolments.offer_for(course)
    seat = enrolments.enrolment_of(person, course) if person else None
    standing = selectors.standing_of(person, offer, seat, signed_in=request.user.is_authenticated)
    version = seat.version if seat else modules.current_version(course)
    context = {
        "page": course,
        "course": course,
        "provider": catalogue.provider_of(course),
        "offer": offer,
        "version": version,
        "outline": modules.outline(version) if version else [],
        "standing": standing,
        "action": button_for(next_step(standing), course, offer, seat),
        "sessions": enrolments.coming_sessions([offer.pk]) if offer else [],
    }
    return render(request, "catalogue/course_page.html", context)


@login_required
@require_GET
def privacy(request: SignedInRequest) -> HttpResponse:
    """Show a person the very rows that HR sees, and who looked."""
    person = people.person_of(request.user)
    if person is None:
        raise Http404
    cells = assignments.visible_rows_for(person, dates.today())
    page = Paginator(people.access_log_of(person), LOOKS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [(cell, words_for(cell)) for cell in cells],
        "requests": enrolments.approval_requests_of(person),
        "looks": looks(page),
        "page": page,
    }
    return render(request, "portal/privacy.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def landing_edit(request: SignedInRequest) -> HttpResponse:
    """Let HR arrange the municipality's page."""
    municipality = _managed(request)
    page = services.ensure_landing_page(municipality_id=municipality.pk)
    chosen = list(page.choices.values_list("course_id", flat=True))
    form = LandingForm(
        request.POST if request.method == "POST" else None,
        initial={"greeting": page.greeting, "courses": chosen},
        courses=catalogue.bookable_courses(),
    )
    if request.method == "POST" and form.is_valid():
        services.edit_landing_page(municipality=municipality, **form.cleaned_data)
        messages.success(request, _("Your page has been changed."))
        return redirect("portal:landing", slug=municipality.slug)
    status = 400 if request.method == "POST" else 200
    context = {"form": form, "municipality": municipality}
    return render(request, "portal/landing_edit.html", context, status=status)


def _managed(request: SignedInRequest) -> "Municipality":
    """Return the municipality asked for, or the first that the user manages; 403 or 404."""
    mine = roles.municipalities_with(request.user, Role.HR_MANAGER).order_by("name")
    slug = request.GET.get("kommune")
    found = mine.filter(slug=slug).first() if slug else mine.first()
    if found:
        return found
    if slug and mine.exists():
        raise Http404
    raise PermissionDenied
