"""Single booked seats: all of a course, who takes one, give one back."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from campus.kit import dates
from campus.kit.errors import DomainError
from courses.bookings import rules, services
from courses.bookings.forms import PersonForm
from courses.bookings.views.scope import log_look, municipality_of
from courses.bookings.words import state_of, who
from courses.enrolment.cancelling_words import in_words
from courses.enrolment.selectors import giving_back, passes_on_until

if TYPE_CHECKING:
    from courses.enrolment.models import BookedSeat
    from members.accounts.requests import SignedInRequest

PAGE_SIZE = 50


@never_cache
@require_safe
@login_required
def listed(request: "SignedInRequest") -> HttpResponse:
    """Show the booked seats that are not given back, by course; those without names first."""
    town = municipality_of(request)
    seats = rules.seats(request.user).filter(municipality=town, released_at=None)
    offer = request.GET.get("angebot", "")
    if offer.isdecimal():
        seats = seats.filter(offer__pk=offer)
    name = F("employment__person__last_name").asc(nulls_first=True)
    ordered = seats.order_by("offer__course__title", name, "pk")
    page = Paginator(ordered, PAGE_SIZE).get_page(request.GET.get("page"))
    log_look(request, town, [seat.employment.person for seat in page if seat.employment])
    context = {
        "municipality": town,
        "page": page,
        "rows": [(seat, who(seat), *state_of(seat)) for seat in page],
        "offer": offer,
    }
    return render(request, "bookings/seats.html", context)


def _seat_of(request: "SignedInRequest", key: UUID) -> "BookedSeat":
    return get_object_or_404(rules.seats(request.user), key=key)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def seat(request: "SignedInRequest", key: UUID) -> HttpResponse:
    """Show one seat, and let somebody be named: for the first time, or instead of another."""
    found = _seat_of(request, key)
    form = PersonForm(
        request.POST if request.method == "POST" else None,
        staff=rules.staff(request.user, found.municipality),
    )
    if request.method == "POST" and form.is_valid():
        try:
            job = form.cleaned_data["person"]
            services.name_person(seat=found, job=job, by=request.user)
        except DomainError as error:
            form.add_error("person", str(error))
        else:
            messages.success(request, _("The seat is handed over. Everybody concerned is told."))
            return redirect("bookings:seat", key)
    log_look(request, found.municipality, [found.employment.person] if found.employment else [])
    until = passes_on_until(found)
    context = {
        "seat": found,
        "name": who(found),
        "state": state_of(found),
        "form": form,
        "until": until,
        "is_open": found.released_at is None and (until is None or dates.now() <= until),
        "cancelling": in_words(giving_back(found)),
        "municipality": found.municipality,
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "bookings/seat.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def give_back(request: "SignedInRequest", key: UUID) -> HttpResponse:
    """Give a seat back, after saying what it costs."""
    found = _seat_of(request, key)
    problem = ""
    if request.method == "POST":
        try:
            services.give_back(seat=found, by=request.user)
        except DomainError as error:
            problem = str(error)
        else:
            messages.success(request, _("The seat has been given back."))
            return redirect(f"{reverse('bookings:seats')}?kommune={found.municipality.slug}")
    context = {
        "seat": found,
        "name": who(found),
        "problem": problem,
        "cancelling": in_words(giving_back(found)),
    }
    return render(request, "bookings/give_back.html", context, status=409 if problem else 200)
