"""Book a seat, take a request back, give a seat back."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campus.kit import dates
from campus.kit.errors import DomainError
from courses.catalogue import visibility
from courses.enrolment import cancellation, selectors, services
from courses.enrolment.errors import NoEmployment
from courses.enrolment.models import Enrolment, Offer
from courses.enrolment.states import State
from courses.enrolment.wording import BOOKED
from members.accounts.requests import SignedInRequest
from members.people import selectors as people

if TYPE_CHECKING:
    from members.people.models import Person


def _person_or_refuse(request: SignedInRequest) -> "Person":
    person = people.person_of(request.user)
    if person is None:
        raise NoEmployment
    return person


def _refused(request: SignedInRequest, error: DomainError, offer: Offer) -> HttpResponse:
    context = {"error": error, "course": offer.course}
    return render(request, "enrolment/refused.html", context, status=error.status)


def _course_address(offer: Offer) -> str:
    return offer.course.url or "/katalog/"


@login_required
@require_http_methods(["GET", "POST"])
def enrol(request: SignedInRequest, offer: int) -> HttpResponse:
    """Take a seat by POST. GET is where signing in leads back to: it shows the course."""
    wanted = get_object_or_404(Offer.objects.select_related("course"), pk=offer)
    town = wanted.course.only_for_id
    if town and town not in visibility.employers_of(request.user):
        raise Http404
    if request.method == "GET":
        return redirect(_course_address(wanted))
    try:
        person = _person_or_refuse(request)
        enrolment = services.enrol(person=person, offer=wanted, by=request.user)
    except DomainError as error:
        return _refused(request, error, wanted)
    messages.success(request, str(BOOKED[State(enrolment.state)]))
    if enrolment.state == State.CONFIRMED:
        return redirect("learning:course", enrolment.registration)
    return redirect(_course_address(wanted))


def _own_open(request: SignedInRequest, offer: int) -> Enrolment:
    """Return the user's open seat under the offer; without one the address does not exist."""
    person = people.person_of(request.user)
    enrolment = selectors.open_enrolment(person, offer) if person else None
    if enrolment is None:
        raise Http404
    return enrolment


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: SignedInRequest, offer: int) -> HttpResponse:
    """Take back a request or leave the waiting list, after a question."""
    enrolment = _own_open(request, offer)
    if request.method == "GET":
        return render(request, "enrolment/withdraw.html", {"enrolment": enrolment})
    try:
        services.withdraw(enrolment=enrolment, by=request.user)
    except DomainError as error:
        return _refused(request, error, enrolment.offer)
    messages.success(request, _("Your request has been withdrawn."))
    return redirect(_course_address(enrolment.offer))


@login_required
@require_http_methods(["GET", "POST"])
def cancel(request: SignedInRequest, offer: int) -> HttpResponse:
    """Give a confirmed seat back, after saying what it costs."""
    enrolment = _own_open(request, offer)
    if request.method == "GET":
        context = {
            "enrolment": enrolment,
            "is_free": cancellation.is_free(enrolment.confirmed_at, dates.now()),
        }
        return render(request, "enrolment/cancel.html", context)
    try:
        services.cancel(enrolment=enrolment, by=request.user)
    except DomainError as error:
        return _refused(request, error, enrolment.offer)
    messages.success(request, _("Your seat has been cancelled."))
    return redirect(_course_address(enrolment.offer))
