"""Under which conditions a provider's courses can be booked, for its management."""

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from campus.kit import dates
from campus.kit.access import allowed
from courses.enrolment import rules, selectors
from courses.enrolment.cancelling_words import terms_in_words
from courses.enrolment.conditions import (
    approval_in_words,
    circle_in_words,
    circle_of,
    discount_in_words,
    price_on,
    seats_in_words,
)
from members.cooperative import selectors as cooperative

if TYPE_CHECKING:
    from members.accounts.requests import SignedInRequest

PER_PAGE = 25


@allowed(rules.sees_own_offers)
@require_GET
def own_offers(request: "SignedInRequest") -> HttpResponse:
    """List the offers of the user's providers with price, seats and share."""
    offers = rules.own_offers(request.user).prefetch_related("groups", "municipalities")
    page = Paginator(offers, PER_PAGE).get_page(request.GET.get("page"))
    today = dates.today()
    agreed, prices = cooperative.agreements_on(today), selectors.prices_of(page)
    rows = []
    for offer in page:
        agreement, price = agreed.get(offer.course.module.provider_id), prices[offer.pk]
        rows.append(
            {
                "offer": offer,
                "price": price_on(price, today),
                "discounts": [discount_in_words(one, price.full) for one in price.reductions]
                if offer.active
                else [],
                "seats": seats_in_words(offer.seats, offer.seats_per_member),
                "circle": circle_in_words(*circle_of(offer)),
                "cancelling": terms_in_words(offer.cancelling) if offer.price > 0 else "",
                "booking": approval_in_words(needed=offer.approval_needed),
                "share": agreement.share if agreement else offer.provider_share,
            }
        )
    return render(request, "enrolment/own_offers.html", {"rows": rows, "page": page})
