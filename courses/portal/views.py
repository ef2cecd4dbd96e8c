"""The start page, municipalities' pages, the course page and “Wer sieht was von mir?”."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_POST,
    require_safe,
)
from wagtail.models import Page
from wagtail.views import serve as wagtail_serve

from campus.kit import dates
from campus.kit.errors import DomainError
from courses.assignments import selectors as assignments
from courses.assignments import services as obligations
from courses.assignments.employers import names_by_obligation
from courses.assignments.words import words_for
from courses.catalogue import selectors as catalogue
from courses.catalogue import visibility
from courses.catalogue.own import own_cards
from courses.catalogue.presenting import card_of
from courses.enrolment import selectors as enrolments
from courses.learning import selectors as learning
from courses.modules import selectors as modules
from courses.onboarding import selectors as onboarding
from courses.pathways import selectors as pathways
from courses.portal import course_pages, rows, selectors, start_drawn
from courses.portal import start as start_pages
from courses.portal.actions import Step
from courses.portal.appointments import calendar_file
from courses.portal.buttons import Button, button_for
from courses.portal.homes import home_of
from courses.portal.landing.selectors import arranged_courses, cards_of, choice_of, works_here
from courses.portal.looks import looks
from courses.portal.my_courses import LABELS, Tab, entries_of, title_of, under
from courses.transfer import selectors as transfer
from members.accounts.requests import SignedInRequest
from members.people import selectors as people

if TYPE_CHECKING:
    from courses.catalogue.shelf import CourseCard, Shelf
    from courses.enrolment.selectors import SeatFacts

LOOKS_PER_PAGE = 20
COURSES_PER_PAGE = 20
# So many running courses stand on the start page; the others are one step away.
SHOWN = 4


@login_required
@require_GET
def start(request: SignedInRequest) -> HttpResponse:
    """Show the start page; who does not learn here is led to the own workplace."""
    person = people.person_of(request.user)
    if person is None or not selectors.user_learns(request.user):
        return redirect(home_of(request.user))
    today = dates.today()
    job = people.current_employment(person)
    municipality = job.municipality if job else None
    landing = selectors.landing_of(municipality)
    page = start_pages.start_page(person, today, _own(request))
    choice, hidden = choice_of(request.user), visibility.hidden_from(request.user)
    links = {one.cell.obligation_id: one.href for one in page.due}
    sections = {
        "onboarding": rows.together(
            rows.onboarding(one, links) for one in onboarding.own_onboardings(person, today)
        ),
        "first": rows.together(
            rows.running("first", one, step=start_pages.resume_title(one))
            for one in page.running[:1]
        ),
        "others": rows.together(rows.running("other", one) for one in page.running[1:SHOWN]),
        "waiting": rows.together(rows.waiting(one, title_of(one)) for one in page.waiting),
        "due": rows.together(rows.due(one, words_for(one.cell)) for one in page.due),
        "appointments": rows.together(
            rows.appointment(one) for one in start_pages.appointments_of(page, today)
        ),
        "cards": rows.together(
            rows.card_row(card, reason, choice.words.get(card.course_id, ""))
            for card, reason in start_pages.cards_for(job, landing, page, hidden)
        ),
    }
    name = request.user.first_name or request.user.username
    context = {
        "head": start_drawn.head(municipality, landing.greeting if landing else "", name),
        "content": start_drawn.content(sections),
    }
    return render(request, "portal/start.html", context)


def _own(request: HttpRequest) -> "list[CourseCard]":
    """Return the courses of the visitor's own municipality."""
    return own_cards(visibility.employers_of(request.user))


@login_required
@require_GET
def my_courses(request: SignedInRequest) -> HttpResponse:
    """List all courses of a person under four tabs: on now, obligatory, planned, completed."""
    person = people.person_of(request.user)
    if person is None:
        raise Http404
    entries = entries_of(start_pages.start_page(person, dates.today(), _own(request)))
    asked = request.GET.get("stand", "")
    tab = Tab(asked) if asked in set(Tab) else Tab.NOW
    page = Paginator(under(entries, tab), COURSES_PER_PAGE).get_page(request.GET.get("page"))
    links = [
        {
            "label": LABELS[one],
            "href": f"?stand={one}",
            "current": one is tab,
            "count": len(under(entries, one)),
        }
        for one in Tab
    ]
    listed = [(entry, words_for(entry.duty) if entry.duty else None) for entry in page]
    context = {"links": links, "tab": tab, "heading": LABELS[tab], "rows": listed, "page": page}
    return render(request, "portal/my_courses.html", context)


@login_required
@require_GET
def calendar(request: SignedInRequest) -> HttpResponse:
    """Hand a person the own dates as a file for a calendar."""
    person = people.person_of(request.user)
    if person is None:
        raise Http404
    page, today = start_pages.start_page(person, dates.today(), _own(request)), dates.today()
    text = calendar_file(
        start_pages.appointments_of(page, today), host=request.get_host(), now=dates.now()
    )
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="kommunalcampus.ics"'
    return answer


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


@login_required
@require_POST
def renew(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a learner take a course again whose proof is to be renewed."""
    person = people.person_of(request.user)
    period = assignments.own_period(person, pk) if person else None
    if person is None or period is None:
        raise Http404
    try:
        seat = obligations.renew(period=period, person=person, by=request.user)
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect("portal:start")
    return redirect("learning:course", seat.registration)


@require_GET
def municipalities(request: HttpRequest) -> HttpResponse:
    """List the municipalities that take part; public."""
    return render(request, "portal/municipalities.html", {"pages": selectors.landing_pages()})


@require_GET
def landing(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a municipality's page with the courses it has chosen; public."""
    page = get_object_or_404(selectors.landing_pages(), municipality__slug=slug)
    is_own = request.user.is_authenticated and works_here(request.user, page.municipality)
    context = {
        "landing": page,
        "municipality": page.municipality,
        "cards": cards_of(
            arranged_courses(page),
            with_words=is_own,
            hidden=visibility.hidden_from(request.user),
        ),
        "own": [card_of(card) for card in own_cards([page.municipality_id])] if is_own else [],
    }
    return render(request, "portal/landing.html", context)


def is_course_page(page: Page) -> bool:
    """Tell whether Wagtail is about to serve a course page."""
    return catalogue.is_course_page(page)


@require_safe
def course_at(request: HttpRequest, provider: str, course: str) -> HttpResponseBase:
    """Show the course of an address without asking Wagtail for each part of it; public.

    What is not in the catalogue, or not for everybody, is left to Wagtail.
    """
    held = catalogue.shelf_now()
    card = held.by_url.get(request.path)
    if card is None or held.has_private_pages:
        answer: HttpResponseBase = wagtail_serve(request, f"anbieter/{provider}/{course}/")
        return answer
    return course_page(request, card.course_id, held)


def course_page(request: HttpRequest, course_id: int, held: "Shelf | None" = None) -> HttpResponse:
    """Show a course with the one button that fits the visitor."""
    person = people.person_of(request.user)
    seat = enrolments.seat_facts(person, course_id) if person else None
    version_id = seat.version_id if seat else None
    closed = course_id in enrolments.closed_for(request.user)
    shown = course_pages.drawn(held or catalogue.shelf_now(), course_id, version_id, closed=closed)
    town = shown.course.only_for_id
    if town and seat is None and town not in visibility.employers_of(request.user):
        raise Http404
    action = _action(request, shown, seat, href=request.path)
    button = render_to_string(
        "catalogue/_action.html", _with_proposals(request, seat, action), request
    )
    context = {
        "page": shown.course,
        "provider": shown.provider,
        "drawn": shown.with_action(button),
        "has_completed": bool(seat and seat.ever_completed),
        "completed_seat": seat.registration if seat and seat.completed else None,
        "notice": _notice(request, course_id),
    }
    return render(request, "catalogue/course_page.html", context)


def _with_proposals(
    request: HttpRequest, seat: "SeatFacts | None", action: Button
) -> dict[str, object]:
    """Return the button, and what was proposed to somebody whose request was refused."""
    if seat is None or action["state"] != Step.REJECTED or not request.user.is_authenticated:
        return {"action": action}
    return {"action": action, "alternatives": enrolments.proposed_instead(seat.pk, request.user)}


def _notice(request: HttpRequest, course_id: int) -> str:
    """Return what the visitor's employer says of the course."""
    if not request.user.is_authenticated:
        return ""
    choice = choice_of(request.user)
    if course_id in choice.marked:
        return _("You have hidden this course: your staff do not find it in any list.")
    words = choice.words.get(course_id, "")
    return _("Your municipality says: %(words)s") % {"words": words} if words else ""


@require_safe
def look_inside(request: HttpRequest, provider: str, course: str) -> HttpResponse:
    """Show the first lesson without a seat, to whom the author lets; nothing is recorded."""
    held = catalogue.shelf_now()
    card = held.by_url.get(f"/anbieter/{provider}/{course}/")
    if card is None or card.look_inside == "nobody" or held.has_private_pages:
        raise Http404
    if card.look_inside != "everybody" and not request.user.is_authenticated:
        return redirect_to_login(request.path)
    person = people.person_of(request.user)
    seat = enrolments.seat_facts(person, card.course_id) if person else None
    closed = card.course_id in enrolments.closed_for(request.user)
    shown = course_pages.drawn(
        held, card.course_id, seat.version_id if seat else None, closed=closed
    )
    version = shown.version
    first = modules.first_lesson(version) if version else None
    if version is None or first is None:
        raise Http404
    chapter, key = first
    context = {
        "card": card,
        "chapter": chapter,
        "item": modules.item(version, key),
        "action": _action(request, shown, seat, href=card.url),
    }
    return render(request, "catalogue/look_inside.html", context)


def _action(
    request: HttpRequest, shown: course_pages.Drawn, seat: "SeatFacts | None", *, href: str
) -> Button:
    standing = selectors.standing_of(
        people.person_of(request.user),
        shown.offer,
        seat,
        signed_in=request.user.is_authenticated,
        has_content=shown.version is not None,
        closed=shown.closed,
    )
    button = button_for(standing, href=href, offer=shown.offer, seat=seat)
    if shown.course.retired_on and not request.user.is_authenticated:
        # Only who has begun finds anything behind the sign-in.
        button = {**button, "label": _("Sign in to go on learning"), "note": ""}
    return button


@login_required
@require_GET
def privacy(request: SignedInRequest) -> HttpResponse:
    """Show a person the very rows that HR sees, and who looked."""
    person = people.person_of(request.user)
    if person is None:
        raise Http404
    cells = assignments.visible_rows_for(person, dates.today())
    page = Paginator(people.access_log_of(person), LOOKS_PER_PAGE).get_page(request.GET.get("page"))
    # One employer needs no name, and no question to the database.
    several = len(people.employers_of(person)) > 1
    names = names_by_obligation(cell.obligation_id for cell in cells) if several else {}
    context = {
        "rows": [(cell, words_for(cell), names.get(cell.obligation_id, "")) for cell in cells],
        "several": several,
        "requests": enrolments.approval_requests_of(person),
        "evidence": pathways.evidence_of(person),
        "presented": transfer.shown_by(person),
        "extra_times": learning.extra_time_of(person),
        "looks": looks(page),
        "page": page,
    }
    return render(request, "portal/privacy.html", context)
