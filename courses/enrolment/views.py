"""Book a seat, take a request back, give a seat back."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus.kit.errors import DomainError
from courses.catalogue import visibility
from courses.enrolment import payers, selectors, services
from courses.enrolment.cancelling_words import in_words
from courses.enrolment.conditions import price_model
from courses.enrolment.errors import EmployerNotChosen, NoEmployment, NotYourEmployer
from courses.enrolment.giving_back import giving_back, if_taken_now
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
        chosen = request.POST.get("arbeitgeber", "")
        enrolment = services.enrol(person=person, offer=wanted, by=request.user, employer=chosen)
    except DomainError as error:
        return _asked_or_refused(request, error, wanted)
    messages.success(request, str(BOOKED[State(enrolment.state)]))
    if enrolment.state == State.CONFIRMED:
        return redirect("learning:course", enrolment.registration)
    return redirect(_course_address(wanted))


def _asked_or_refused(request: SignedInRequest, error: DomainError, offer: Offer) -> HttpResponse:
    """Ask for the employer where the choice is missing or wrong, else say what forbids the seat."""
    if isinstance(error, EmployerNotChosen) and "gefragt" not in request.POST:
        return redirect("enrolment:employer", offer.pk)
    found = _payers(request, offer)
    if not found or not isinstance(error, EmployerNotChosen | NotYourEmployer):
        return _refused(request, error, offer)
    return _choice(request, offer, found, problem=error)


@login_required
@require_safe
def employer(request: SignedInRequest, offer: int) -> HttpResponse:
    """Ask somebody with several employers which of them pays, or decides."""
    rows = Offer.objects.filter(active=True, course__only_for=None, course__live=True)
    wanted = get_object_or_404(rows.select_related("course"), pk=offer)
    found = _payers(request, wanted)
    return _choice(request, wanted, found) if found else redirect(_course_address(wanted))


def _payers(request: SignedInRequest, offer: Offer) -> list[payers.Payer]:
    """Return between whom there is a choice; nobody where there is nothing to choose."""
    person = people.person_of(request.user)
    found = payers.payers_for(person, offer) if person else []
    return found if len(found) > 1 and payers.is_asked(offer) else []


def _choice(
    request: SignedInRequest,
    offer: Offer,
    found: list[payers.Payer],
    *,
    problem: DomainError | None = None,
) -> HttpResponse:
    taken = if_taken_now([offer], selectors.prices_of([offer]))[offer.pk]
    is_missing = isinstance(problem, EmployerNotChosen)
    context = {
        "offer": offer,
        "course": offer.course,
        "payers": found,
        "price": price_model(offer.price, offer.per) if offer.price > 0 else "",
        "cancelling": in_words(taken),
        "back": _course_address(offer),
        "problem": _("Please choose one of your employers.") if is_missing else problem,
    }
    status = problem.status if problem else 200
    return render(request, "enrolment/employer.html", context, status=status)


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
        back = giving_back(enrolment)
        context = {"enrolment": enrolment, "giving": back, "cost": in_words(back)}
        return render(request, "enrolment/cancel.html", context)
    try:
        services.cancel(enrolment=enrolment, by=request.user)
    except DomainError as error:
        return _refused(request, error, enrolment.offer)
    messages.success(request, _("Your seat has been cancelled."))
    return redirect(_course_address(enrolment.offer))
