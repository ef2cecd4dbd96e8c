"""The office opens and closes courses for booking."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campus.kit import dates, searched
from campus.kit.access import allowed
from campus.kit.errors import DomainError
from campus.kit.money import ZERO
from courses.catalogue import selectors as catalogue
from courses.enrolment import circles, conditions, rules, selectors, services
from courses.enrolment.offer_forms import FREE, OfferForm
from courses.enrolment.offer_part_forms import DateForm, DiscountForm

if TYPE_CHECKING:
    from django import forms

    from courses.catalogue.models import CoursePage
    from courses.enrolment.models import Offer

COURSES_PER_PAGE = 25
NAMES = (
    "price",
    "per",
    "approval_needed",
    "seats",
    "seats_per_member",
    "free_days",
    "free_days_before",
    "cancellation_fee",
    "is_limited",
    "fernusg_status",
)
PARTS = {"discount": DiscountForm, "date": DateForm}


@allowed(rules.may_set_offers)
@require_GET
def offers(request: HttpRequest) -> HttpResponse:
    """List the published courses with the offer under which each can be booked."""
    pages = Paginator(catalogue.published_courses(), COURSES_PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    active, today = selectors.active_offers(), dates.today()
    found = [(course, active.get(course.pk)) for course in page]
    prices = selectors.prices_of(offer for _course, offer in found if offer)
    rows = [
        (course, offer, conditions.price_on(prices[offer.pk], today) if offer else "")
        for course, offer in found
    ]
    return render(request, "enrolment/offers.html", {"rows": rows, "page": page})


@allowed(rules.may_set_offers)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, course: int) -> HttpResponse:
    """Open a course for booking, or change the conditions for seats taken from now on."""
    page = get_object_or_404(catalogue.published_courses(), pk=course)
    offer = selectors.offer_for(page)
    form = OfferForm(request.POST or None, initial=_initial(offer))
    if searched.is_search(form):
        return shown(request, page, form=searched.unjudged(form))
    preview = _preview(page, offer, form) if "preview" in request.POST else None
    if request.method == "POST" and form.is_valid() and preview is None:
        try:
            services.open_offer(course=page, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The course can be booked on these conditions."))
            return redirect("offers:list")
    status = 400 if request.method == "POST" and preview is None else 200
    return shown(request, page, form=form, preview=preview, status=status)


def shown(
    request: HttpRequest, page: "CoursePage", *, status: int = 200, **filled: Any
) -> HttpResponse:
    """Show the page of an offer; `filled` are forms that somebody has filled in, and a preview."""
    offer, today = selectors.offer_for(page), dates.today()
    full = offer.price if offer else None
    context: dict[str, Any] = {
        "course": page,
        "offer": offer,
        "form": OfferForm(initial=_initial(offer)),
        **{f"{name}_form": made(prefix=name) for name, made in PARTS.items()},
        "discounts": [
            (row, _discount_words(row, full), *conditions.discount_standing(row, today))
            for row in selectors.discounts_of(page)
        ],
        "dates": selectors.sessions_of(offer) if offer else [],
        "is_paid": bool(full),
    }
    return render(request, "enrolment/offer.html", context | filled, status=status)


def _discount_words(row: Any, full: Any) -> str:
    return conditions.discount_in_words(selectors.reduction_of(row), full or ZERO)


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


def _preview(
    page: "CoursePage", offer: "Offer | None", form: "forms.Form"
) -> dict[str, Any] | None:
    """Return what the conditions typed would change, None where they cannot be."""
    if not form.is_valid():
        return None
    taken, waiting = selectors.seats_under(offer) if offer else (0, 0)
    agreed = conditions.effects_on_agreed(
        offer,
        form.cleaned_data,
        terms=selectors.running_terms(page),
        reduced_prices=selectors.reduced_prices(page),
        towns=_towns(form.cleaned_data),
    )
    return {
        "changes": conditions.changes(offer, form.cleaned_data),
        "effects": [*conditions.effects(taken, waiting, form.cleaned_data), *agreed],
    }


def _towns(wanted: dict[str, Any]) -> int | None:
    """Return how many municipalities may book, None where all may."""
    if not wanted["is_limited"]:
        return None
    return circles.size_of(wanted["groups"], wanted["municipalities"])


def _initial(offer: "Offer | None") -> dict[str, Any]:
    if offer is None:
        return {"per": FREE}
    found = {name: getattr(offer, name) for name in NAMES}
    found |= {"groups": offer.groups.all(), "municipalities": offer.municipalities.all()}
    return found if offer.price else {**found, "per": FREE}
