"""Under which conditions a course can be booked."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from courses.catalogue.services import touch_course
from courses.enrolment.errors import FernUsgStatusMissing, SessionEndsTooEarly
from courses.enrolment.models import Offer, Session
from courses.modules import selectors as modules

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage

LIVE = "live"


@transaction.atomic
def open_offer(
    *,
    course: "CoursePage",
    price: Decimal,
    approval_needed: bool = False,
    seats: int | None = None,
    seats_per_member: int | None = None,
    fernusg_status: str = "",
) -> Offer:
    """Make a course bookable under one set of conditions; the offer before it is closed.

    Raises FernUsgStatusMissing for a paid, graded and mostly asynchronous course of which nobody
    has said whether it needs the approval of the ZFU (§ 12 FernUSG: without it contracts are void).
    """
    if price > 0 and not fernusg_status and _is_graded_self_study(course):
        raise FernUsgStatusMissing
    Offer.objects.filter(course=course, active=True).update(active=False)
    touch_course(course_id=course.pk)
    return Offer.objects.create(
        course=course,
        price=price,
        approval_needed=approval_needed,
        seats=seats,
        seats_per_member=seats_per_member,
        fernusg_status=fernusg_status,
    )


@transaction.atomic
def close_offer(*, offer: Offer) -> Offer:
    """Take a course out of booking; who holds a seat keeps it."""
    offer.active = False
    offer.save(update_fields=["active"])
    touch_course(course_id=offer.course_id)
    return offer


@transaction.atomic
def close_offers(*, course: "CoursePage") -> list[int]:
    """Take a course out of booking as a whole; return the keys of the offers that were open."""
    held = list(Offer.objects.filter(course=course, active=True))
    for offer in held:
        close_offer(offer=offer)
    return [offer.pk for offer in held]


@transaction.atomic
def reopen_offers(*, course: "CoursePage", keys: Iterable[int]) -> None:
    """Open offers again that were closed, unless the course has a newer one."""
    if not Offer.objects.filter(course=course, active=True).exists():
        Offer.objects.filter(course=course, pk__in=list(keys)).update(active=True)
    touch_course(course_id=course.pk)


@transaction.atomic
def add_session(
    *, offer: Offer, starts_at: dt.datetime, ends_at: dt.datetime, place: str = ""
) -> Session:
    """Give an offer a date. Raises SessionEndsTooEarly."""
    if ends_at <= starts_at:
        raise SessionEndsTooEarly
    touch_course(course_id=offer.course_id)
    return Session.objects.create(offer=offer, starts_at=starts_at, ends_at=ends_at, place=place)


def _is_graded_self_study(course: "CoursePage") -> bool:
    if course.format == LIVE:
        return False
    version = modules.current_version(course)
    return bool(version and modules.graded_items(version))
