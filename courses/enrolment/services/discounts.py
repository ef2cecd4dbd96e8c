"""Lower prices for a time."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, NotRequired, TypedDict, Unpack

from django.db import transaction

from campus.kit.euros import euro
from courses.catalogue.prices import overlaps
from courses.catalogue.services import touch_course
from courses.enrolment.errors import DiscountEndsTooEarly, DiscountIsNone, DiscountsOverlap
from courses.enrolment.models import Discount
from courses.enrolment.pricing import reduction_of
from courses.enrolment.selectors import offer_for

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage


class Terms(TypedDict):
    """From when to when, and what is taken off: per cent or a reduced price."""

    first_day: dt.date
    last_day: dt.date
    percent: NotRequired[Decimal | None]
    amount: NotRequired[Decimal | None]
    seats: NotRequired[int | None]


@transaction.atomic
def add_discount(*, course: "CoursePage", **terms: Unpack[Terms]) -> Discount:
    """Lower the price of a course for a time; what was charged before does not change.

    Two never hold on the same day: changes of the catalogue come one by one, and this is one.
    Raises DiscountEndsTooEarly, DiscountIsNone or DiscountsOverlap.
    """
    if terms["last_day"] < terms["first_day"]:
        raise DiscountEndsTooEarly
    wanted = Discount(course=course, **terms)
    # Holds the catalogue's state until the transaction ends.
    touch_course(course_id=course.pk)
    offer = offer_for(course)
    if offer is not None and reduction_of(wanted).of(offer.price) >= offer.price:
        raise DiscountIsNone(price=euro(offer.price))
    _check_days(wanted)
    wanted.full_clean(exclude=["course"])
    wanted.save()
    return wanted


def _check_days(wanted: Discount) -> None:
    others = Discount.objects.filter(course=wanted.course, active=True).order_by("first_day")
    for other in others:
        if overlaps(reduction_of(wanted), reduction_of(other)):
            raise DiscountsOverlap(
                first=f"{other.first_day:%d.%m.%Y}", last=f"{other.last_day:%d.%m.%Y}"
            )


@transaction.atomic
def end_discount(*, discount: Discount) -> Discount:
    """End a discount at once; seats taken under it keep their price. Ending twice is the same."""
    touch_course(course_id=discount.course_id)
    Discount.objects.filter(pk=discount.pk).update(active=False)
    discount.active = False
    return discount
