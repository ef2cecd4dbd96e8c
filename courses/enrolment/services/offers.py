"""Under which conditions a course can be booked."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, NotRequired, TypedDict, Unpack

from django.db import transaction

from campus.kit import dates
from courses.catalogue.services import touch_course
from courses.enrolment.errors import DateInUse, FernUsgStatusMissing, SessionEndsTooEarly
from courses.enrolment.models import Discount, Offer, Session
from courses.enrolment.selectors import seats_under
from courses.enrolment.services.confirming import lock_offer
from courses.modules import selectors as modules

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from courses.enrolment.models import MunicipalityGroup
    from members.organisations.models import Municipality

LIVE = "live"


class Conditions(TypedDict):
    """Under which conditions seats are taken."""

    price: Decimal
    per: NotRequired[str]
    approval_needed: NotRequired[bool]
    seats: NotRequired[int | None]
    seats_per_member: NotRequired[int | None]
    fernusg_status: NotRequired[str]
    free_days: NotRequired[int]
    free_days_before: NotRequired[int | None]
    cancellation_fee: NotRequired[int]
    is_limited: NotRequired[bool]
    groups: NotRequired["Iterable[MunicipalityGroup]"]
    municipalities: NotRequired["Iterable[Municipality]"]


@transaction.atomic
def open_offer(*, course: "CoursePage", **wanted: Unpack[Conditions]) -> Offer:
    """Make a course bookable under one set of conditions; the offer before it is closed.

    Dates to come go over to the new offer, discounts stay; a reduced price of another price model
    ends, since it would mean something else.

    Raises FernUsgStatusMissing for a paid, graded and mostly asynchronous course of which nobody
    has said whether it needs the approval of the ZFU (§ 12 FernUSG: without it contracts are void).
    """
    if wanted["price"] > 0 and not wanted.get("fernusg_status") and _is_graded_self_study(course):
        raise FernUsgStatusMissing
    before = list(Offer.objects.filter(course=course, active=True).order_by("pk"))
    Offer.objects.filter(pk__in=[one.pk for one in before]).update(active=False)
    touch_course(course_id=course.pk)
    groups, towns = wanted.pop("groups", ()), wanted.pop("municipalities", ())
    offer = Offer.objects.create(course=course, **wanted)
    if offer.is_limited:
        offer.groups.set(groups)
        offer.municipalities.set(towns)
    _take_over_dates(offer, before)
    if any(one.per != offer.per for one in before):
        ended = Discount.objects.filter(course=course, active=True, amount__isnull=False)
        ended.update(active=False)
    return offer


def _take_over_dates(offer: Offer, before: Iterable[Offer]) -> None:
    """Give the new offer the dates that have not begun; those who hold a seat keep theirs."""
    coming = Session.objects.filter(offer__in=list(before), starts_at__gt=dates.now())
    names = ("starts_at", "ends_at", "place", "trainer")
    Session.objects.bulk_create(
        Session(offer=offer, **dict(zip(names, row, strict=True)))
        for row in coming.order_by("starts_at", "pk").values_list(*names)
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


@transaction.atomic
def remove_session(*, session: Session) -> None:
    """Take a date back. Raises DateInUse where somebody has a seat."""
    offer = lock_offer(session.offer)
    taken, _waiting = seats_under(offer)
    if taken:
        raise DateInUse
    touch_course(course_id=offer.course_id)
    session.delete()


def _is_graded_self_study(course: "CoursePage") -> bool:
    if course.format == LIVE:
        return False
    version = modules.current_version(course)
    return bool(version and modules.graded_items(version))
