"""Change a single booked seat: name who takes it, let somebody else take it, give it back."""

from typing import TYPE_CHECKING

from django.db import transaction

from courses.bookings import news
from courses.enrolment import services as enrolments

if TYPE_CHECKING:
    from courses.enrolment.models import BookedSeat
    from members.accounts.models import User
    from members.people.models import Employment


@transaction.atomic
def name_person(*, seat: "BookedSeat", job: "Employment", by: "User") -> "BookedSeat":
    """Let somebody take a booked seat; who had it before, and knew of it, is told as well."""
    _offer, before = enrolments.lock_booked(seat)
    named = enrolments.name(seat=seat, job=job, by=by)
    _tell_former(before, news.PASSED_ON)
    news.tell(named, job.person, news.BOOKED)
    return named


@transaction.atomic
def give_back(*, seat: "BookedSeat", by: "User") -> "BookedSeat":
    """Give a booked seat back; who had it, and knew of it, is told."""
    _offer, before = enrolments.lock_booked(seat)
    released = enrolments.release(seat=seat, by=by)
    _tell_former(before, news.GIVEN_BACK)
    return released


def _tell_former(before: "BookedSeat", what: news.News) -> None:
    if before.employment is not None and before.handed_at is not None:
        news.tell(before, before.employment.person, what)
