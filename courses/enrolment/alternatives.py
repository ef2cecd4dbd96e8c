"""What may be proposed instead of a course that is refused, and what of it somebody is shown.

What may be proposed follows from the municipality alone: who decides must not learn from the list
what the person has taken or done.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet

from campus.kit import dates
from courses.catalogue import selectors as catalogue
from courses.catalogue import visibility
from courses.catalogue.choosing import name_of
from courses.catalogue.prices import Per
from courses.enrolment import circles
from courses.enrolment.errors import NotProposable, TooManyAlternatives
from courses.enrolment.giving_back import next_dates
from courses.enrolment.models import Enrolment, Offer, Session

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from members.accounts.models import User

MOST = 3


@dataclass(frozen=True, slots=True)
class Alternative:
    """A proposed course: what it is called, where it is, and when it begins next."""

    title: str
    href: str
    next_date: dt.datetime | None = None


def proposable(enrolment: Enrolment) -> "QuerySet[CoursePage]":
    """Return the courses that the staff of who pays find and can book, but for this one."""
    job = enrolment.employment
    if job is None:
        return catalogue.published_courses().none()
    hidden = visibility.hidden_in(job.municipality_id)
    courses = circles.bookable_courses(job.municipality).exclude(pk__in=hidden)
    return courses.exclude(pk=enrolment.offer.course_id).exclude(pk__in=_without_a_date())


def _without_a_date() -> QuerySet[Offer, int]:
    """Return the courses that are paid for each date and have none to come."""
    coming = Session.objects.filter(offer=OuterRef("pk"), starts_at__gt=dates.now())
    paid = Offer.objects.filter(active=True, per=Per.SESSION.value, price__gt=0)
    return paid.filter(~Exists(coming)).order_by().values_list("course_id", flat=True)


def check(enrolment: Enrolment, courses: "Sequence[CoursePage]") -> None:
    """Raise unless all of these may be proposed."""
    if len(courses) > MOST:
        raise TooManyAlternatives(most=MOST)
    wanted = proposable(enrolment).filter(pk__in=[one.pk for one in courses])
    allowed = {one.pk for one in wanted}
    for one in courses:
        if one.pk not in allowed:
            raise NotProposable(course=one.title)


def shown_of(enrolment_id: int, user: "User | None") -> list[Alternative]:
    """Return what was proposed and can still be found by the person who asked, by title."""
    related = Enrolment.objects.select_related("offer", "employment__municipality")
    enrolment = related.get(pk=enrolment_id)
    proposed = enrolment.alternatives.order_by().values("pk")
    courses = list(proposable(enrolment).filter(pk__in=proposed))
    if user is not None:
        hidden, towns = visibility.hidden_from(user), visibility.employers_of(user)
        courses = [
            one for one in courses if one.pk not in hidden and one.only_for_id in (None, *towns)
        ]
    begins = _begins([one.pk for one in courses])
    return [Alternative(name_of(one), one.url or "", begins.get(one.pk)) for one in courses]


def _begins(course_ids: Iterable[int]) -> dict[int, dt.datetime]:
    """Return when the next date of each course begins."""
    rows = Offer.objects.filter(active=True, course__in=list(course_ids)).order_by("-pk")
    offers = dict(rows.values_list("pk", "course_id"))
    return {offers[key]: first for key, first in next_dates(offers, dates.now()).items()}
