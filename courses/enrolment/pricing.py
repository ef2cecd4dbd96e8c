"""What a seat costs its employer now: price, discount in force, dates, year of a flat price."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import F, Q, QuerySet

from campus.kit import dates
from campus.kit.money import ZERO, round_cent
from courses.catalogue.prices import Per, Price, Reduction
from courses.enrolment.models import Discount, FlatTerm, Offer, Session

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from members.organisations.models import Municipality


def reduction_of(discount: Discount) -> Reduction:
    """Return what a discount takes off, as the price reckons with it."""
    return Reduction(discount.first_day, discount.last_day, discount.percent, discount.amount)


def discounts_of(course: "CoursePage") -> QuerySet[Discount]:
    """Return all discounts of a course, those in force or still to come first."""
    return Discount.objects.filter(course=course).order_by("-active", "-first_day", "-pk")


def discounts_left(course_ids: Iterable[int], *, since: dt.date) -> QuerySet[Discount]:
    """Return the discounts that have a seat left and have not ended by a day."""
    left = Q(seats=None) | Q(used__lt=F("seats"))
    held = Discount.objects.filter(left, course_id__in=list(course_ids), active=True)
    return held.filter(last_day__gte=since).order_by("first_day", "pk")


def discount_today(course_id: int) -> Discount | None:
    """Return the discount that holds for the next seat of a course."""
    today = dates.today()
    return discounts_left([course_id], since=today).filter(first_day__lte=today).first()


def prices_of(offers: Iterable[Offer]) -> dict[int, Price]:
    """Return the prices of offers with their discounts, by offer; one query."""
    wanted = list(offers)
    found: dict[int, list[Reduction]] = {}
    courses = {offer.course_id for offer in wanted if offer.price > 0}
    for one in discounts_left(courses, since=dates.today()) if courses else ():
        found.setdefault(one.course_id, []).append(reduction_of(one))
    return {
        offer.pk: Price(offer.price, offer.per, tuple(found.get(offer.course_id, ())))
        for offer in wanted
    }


def price_of(offer: Offer) -> Price:
    """Return the price of one offer with its discounts."""
    return prices_of([offer])[offer.pk]


def reduced_prices(course: "CoursePage") -> int:
    """Return how many discounts name a price: it means something else once the model changes."""
    return Discount.objects.filter(course=course, active=True, amount__isnull=False).count()


def sessions_of(offer: Offer | None) -> QuerySet[Session]:
    """Return the dates of an offer that have not begun; none where there is no offer."""
    return Session.objects.filter(offer=offer, starts_at__gt=dates.now()).order_by("starts_at")


def dates_to_come(offer: Offer) -> int:
    """Return how many dates of an offer have not begun."""
    return sessions_of(offer).count()


def has_no_date(offer: Offer) -> bool:
    """Tell whether a seat would be charged for each date, and none is to come."""
    return Price(offer.price, offer.per).needs_dates and not dates_to_come(offer)


def is_bookable(offer: Offer | None) -> bool:
    """Tell whether there is an offer, with a date to come where each date is paid."""
    return offer is not None and not has_no_date(offer)


def terms_on(day: dt.date) -> QuerySet[FlatTerm]:
    """Return the years of flat prices that run on a day."""
    return FlatTerm.objects.filter(first_day__lte=day, last_day__gte=day, taken_back=False)


def is_paid_by_term(course_id: int, municipality_id: int) -> bool:
    """Tell whether a flat price covers further seats of a municipality today."""
    running = terms_on(dates.today())
    return running.filter(course_id=course_id, municipality_id=municipality_id).exists()


def running_terms(course: "CoursePage") -> int:
    """Return how many municipalities have paid a flat price of the course for today."""
    return terms_on(dates.today()).filter(course=course).count()


def costs_of(offer: Offer, municipality: "Municipality", seats: int) -> list[Decimal]:
    """Return what so many further seats of a municipality would cost today, one by one.

    As they would be charged: a limited discount ends with its last seat, a flat price is paid by
    the first one.
    """
    if offer.price <= 0 or is_paid_by_term(offer.course_id, municipality.pk):
        return [ZERO] * seats
    if offer.per == Per.FLAT:
        return [*_unit_prices(offer, min(seats, 1)), *[ZERO] * (seats - 1)]
    count = dates_to_come(offer) if offer.per == Per.SESSION else 1
    return [round_cent(unit * count) for unit in _unit_prices(offer, seats)]


def _unit_prices(offer: Offer, seats: int) -> list[Decimal]:
    """Return the price of each of so many seats, the reduced ones first."""
    full, discount = round_cent(offer.price), discount_today(offer.course_id)
    if discount is None:
        return [full] * seats
    left = seats if discount.seats is None else min(seats, discount.seats - discount.used)
    return [reduction_of(discount).of(full)] * left + [full] * (seats - left)
