"""HR books for several people: choose, look, confirm once; undo for ten minutes."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campus.kit import dates
from campus.kit.after_commit import enqueue
from campus.kit.errors import DomainError
from courses.bookings import releasing, rules, selectors, services, tasks
from courses.bookings.errors import PreviewOutdated
from courses.bookings.planning import Plan
from courses.bookings.views.scope import log_look, municipality_of
from courses.bookings.words import STANDINGS, state_of, who
from courses.enrolment.cancelling_words import in_words
from courses.enrolment.conditions import price_on
from courses.enrolment.selectors import giving_back, if_taken_now, prices_of
from members.budgets.services import named
from members.second_person import rules as second_person
from members.second_person.errors import Outdated

if TYPE_CHECKING:
    from courses.bookings.forms import BookingForm
    from courses.bookings.models import Booking
    from members.accounts.requests import SignedInRequest
    from members.organisations.models import Municipality
    from members.second_person.models import Proposal

PAGE_SIZE = 25


@require_safe
@login_required
def listed(request: "SignedInRequest") -> HttpResponse:
    """Show what was booked, by course and by booking."""
    town = municipality_of(request)
    rows = rules.bookings(request.user).filter(municipality=town)
    context = {
        "municipality": town,
        "municipalities": list(rules.places(request.user)),
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "contingents": selectors.contingents(rules.seats(request.user).filter(municipality=town)),
    }
    return render(request, "bookings/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def create(request: "SignedInRequest") -> HttpResponse:
    """Choose a course and people; look at what would happen; confirm."""
    town = municipality_of(request)
    form = _form(request, town)
    step = request.POST.get("step", "preview")
    if request.method == "POST" and form.is_valid() and step != "change":
        try:
            if step == "confirm":
                return _confirmed(request, form)
            return _preview(request, form)
        except PreviewOutdated as error:
            return _preview(request, form, problem=str(error))
        except DomainError as error:
            form.add_error(None, str(error))
    status = 400 if request.method == "POST" and step != "change" else 200
    context = {
        "form": form,
        "municipality": town,
        "municipalities": list(rules.places(request.user)),
        "has_groups": form.fields["groups"].queryset.exists(),  # type: ignore[attr-defined]
    }
    return render(request, "bookings/create.html", context, status=status)


def _form(request: "SignedInRequest", town: "Municipality") -> "BookingForm":
    data = request.POST if request.method == "POST" else None
    initial = {"course": request.GET.get("kurs", "")}
    return releasing.form_for(request.user, town, data, initial=initial)


def _preview(
    request: "SignedInRequest",
    form: "BookingForm",
    *,
    problem: str = "",
    proposal: "Proposal | None" = None,
) -> HttpResponse:
    """Show who would get a seat and what it costs; nothing is written."""
    choice = form.choice
    offer, prices = choice.offer, prices_of([choice.offer])
    plan = _plan(request, form, proposal)
    if proposal is not None and plan.stamp != proposal.stamp:
        problem = str(Outdated())
    log_look(request, choice.municipality, [job.person for job in choice.jobs])
    context = {
        "form": form,
        "municipality": choice.municipality,
        "course": offer.course,
        "offer": offer,
        "plan": plan,
        "price": price_on(prices[offer.pk], dates.today()),
        "counts": [(*STANDINGS[one], number) for one, number in plan.counts.items()],
        "rows": [(job, *STANDINGS[plan.standings[job.pk]]) for job in choice.jobs],
        "budgets": [(named(line.budget), line) for line in plan.budget_lines],
        "cancelling": in_words(if_taken_now([offer], prices)[offer.pk]),
        "problem": problem,
        "proposal": proposal,
        "needs_two": releasing.needs_two(plan),
    }
    return render(request, "bookings/preview.html", context, status=409 if problem else 200)


def _plan(request: "SignedInRequest", form: "BookingForm", proposal: "Proposal | None") -> Plan:
    """Return the plan as who has proposed it saw it, else as the user sees it."""
    by = proposal.proposed_by if proposal else None
    return Plan(form.choice, by or request.user)


def _confirmed(request: "SignedInRequest", form: "BookingForm") -> HttpResponse:
    stamp = request.POST.get("stamp", "")
    if releasing.needs_two(Plan(form.choice, request.user)):
        proposal = releasing.propose(form, stamp, request.user)
        messages.success(request, _("Proposed. As soon as a colleague releases it, it is booked."))
        return redirect("second_person:detail", proposal.reference)
    booking = services.book_together(choice=form.choice, stamp=stamp, by=request.user)
    releasing.hand_over_later(booking)
    return redirect("bookings:detail", booking.reference)


@require_safe
@login_required
def proposed(request: "SignedInRequest", reference: UUID) -> HttpResponse:
    """Show what a colleague has proposed, person by person, as it would be today."""
    rows = second_person.visible_proposals(request.user).filter(kind=releasing.KIND)
    proposal = get_object_or_404(rows, reference=reference)
    try:
        if not proposal.is_open:
            raise Outdated
        form = releasing.form_of(proposal)
    except Outdated:
        return redirect("second_person:detail", reference)
    return _preview(request, form, proposal=proposal)


def _booking_of(request: "SignedInRequest", reference: UUID) -> "Booking":
    return get_object_or_404(rules.bookings(request.user), reference=reference)


@never_cache
@require_safe
@login_required
def detail(request: "SignedInRequest", reference: UUID) -> HttpResponse:
    """Show the seats of a booking, and whether it can be undone."""
    return _detail(request, _booking_of(request, reference))


def _detail(request: "SignedInRequest", booking: "Booking", *, problem: str = "") -> HttpResponse:
    seats = selectors.seats_of(booking, rules.seats(request.user))
    people = [seat.employment.person for seat in seats if seat.employment]
    log_look(request, booking.municipality, people)
    context: dict[str, Any] = {
        "booking": booking,
        "municipality": booking.municipality,
        "rows": [(seat, who(seat), *state_of(seat)) for seat in seats],
        "can_be_undone": booking.can_be_undone and not selectors.is_handed(booking),
        "cancelling": in_words(giving_back(seats[0])) if seats else "",
        "problem": problem,
    }
    return render(request, "bookings/detail.html", context, status=409 if problem else 200)


@require_POST
@login_required
def undo(request: "SignedInRequest", reference: UUID) -> HttpResponse:
    """Take the whole booking back."""
    booking = _booking_of(request, reference)
    try:
        services.undo(booking=booking, by=request.user)
    except DomainError as error:
        return _detail(request, booking, problem=str(error))
    return redirect("bookings:detail", reference)


@require_POST
@login_required
def hand_over(request: "SignedInRequest", reference: UUID) -> HttpResponse:
    """Hand the seats over now instead of in ten minutes."""
    booking = services.hand_over_now(booking=_booking_of(request, reference))
    enqueue(tasks.hand_over, reference=str(booking.reference))
    return redirect("bookings:detail", reference)
