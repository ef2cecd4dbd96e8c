"""The office opens and closes courses for booking."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campus.kit.access import allowed
from campus.kit.errors import DomainError
from courses.catalogue import selectors as catalogue
from courses.enrolment import conditions, rules, selectors, services
from courses.enrolment.offer_forms import OfferForm

if TYPE_CHECKING:
    from courses.enrolment.models import Offer

COURSES_PER_PAGE = 25


@allowed(rules.may_set_offers)
@require_GET
def offers(request: HttpRequest) -> HttpResponse:
    """List the published courses with the offer under which each can be booked."""
    pages = Paginator(catalogue.published_courses(), COURSES_PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    active = selectors.active_offers()
    rows = [(course, active.get(course.pk)) for course in page]
    return render(request, "enrolment/offers.html", {"rows": rows, "page": page})


@allowed(rules.may_set_offers)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, course: int) -> HttpResponse:
    """Open a course for booking, or change the conditions for seats taken from now on."""
    page = get_object_or_404(catalogue.published_courses(), pk=course)
    offer = selectors.offer_for(page)
    form = OfferForm(request.POST or None, initial=_initial(offer))
    preview = _preview(offer, form) if "preview" in request.POST else None
    if request.method == "POST" and form.is_valid() and preview is None:
        try:
            services.open_offer(course=page, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The course can be booked on these conditions."))
            return redirect("offers:list")
    status = 400 if request.method == "POST" and preview is None else 200
    context = {"form": form, "course": page, "offer": offer, "preview": preview}
    return render(request, "enrolment/offer.html", context, status=status)


@allowed(rules.may_set_offers)
@require_POST
def close(request: HttpRequest, course: int) -> HttpResponse:
    """Take a course out of booking."""
    page = get_object_or_404(catalogue.published_courses(), pk=course)
    offer = selectors.offer_for(page)
    if offer:
        services.close_offer(offer=offer)
    messages.success(request, _("The course can no longer be booked. Seats already taken stay."))
    return redirect("offers:list")


def _preview(offer: "Offer | None", form: OfferForm) -> dict[str, Any] | None:
    """Return what the conditions typed would change, None where they cannot be."""
    if not form.is_valid():
        return None
    taken, waiting = selectors.seats_under(offer) if offer else (0, 0)
    return {
        "changes": conditions.changes(offer, form.cleaned_data),
        "effects": conditions.effects(taken, waiting, form.cleaned_data),
    }


def _initial(offer: "Offer | None") -> dict[str, Any]:
    if offer is None:
        return {}
    names = ("price", "approval_needed", "seats", "seats_per_member", "fernusg_status")
    return {name: getattr(offer, name) for name in names}
