"""End a course: nobody begins, who has begun finishes, visitors find the successor."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction

from campus.kit import dates
from courses.catalogue import services as catalogue
from courses.enrolment import services as enrolment
from courses.lifecycle import selectors
from courses.lifecycle.errors import LeadsHere, OwnSuccessor, RetiredSuccessor
from courses.lifecycle.models import Retirement

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from members.accounts.models import User


@transaction.atomic
def retire(
    *,
    course: "CoursePage",
    on: dt.date,
    by: "User | None",
    successor: "CoursePage | None" = None,
    reason: str = "",
) -> Retirement:
    """End a course from a day on, at once where the day has come; again: with other facts.

    Raises OwnSuccessor, RetiredSuccessor or LeadsHere.
    """
    _check(course, successor)
    facts = {"successor": successor, "on": on, "reason": reason.strip(), "decided_by": by}
    found = Retirement.objects.update_or_create(course=course, defaults=facts)[0]
    if on <= dates.today():
        _carry_out(found)
    else:
        catalogue.touch_course(course_id=course.pk)
    return found


def _check(course: "CoursePage", successor: "CoursePage | None") -> None:
    if successor is not None:
        if successor.pk == course.pk:
            raise OwnSuccessor
        if successor.retired_on or selectors.retirement_of(successor.pk):
            raise RetiredSuccessor(title=successor.title)
    leading = selectors.pointing_to(course)
    if leading is not None:
        raise LeadsHere(title=leading.course.title)


def _carry_out(found: Retirement) -> None:
    """Close the booking and take the course out of the catalogue; its page stays."""
    if found.is_carried_out:
        return
    found.closed_offers = enrolment.close_offers(course=found.course)
    found.carried_out_at = dates.now()
    found.save(update_fields=["closed_offers", "carried_out_at"])
    catalogue.set_retired(course=found.course, on=found.on)


@transaction.atomic
def undo_retirement(*, course: "CoursePage") -> None:
    """Take it back: the course stands in the catalogue again, on the conditions it had."""
    found = Retirement.objects.select_for_update().filter(course=course).first()
    if found is None:
        return
    if found.is_carried_out:
        enrolment.reopen_offers(course=course, keys=found.closed_offers)
        catalogue.set_retired(course=course, on=None)
    found.delete()
    catalogue.touch_course(course_id=course.pk)


def carry_out_due() -> int:
    """Carry out what ends today; return how many courses."""
    due = list(selectors.due_retirements())
    for found in due:
        with transaction.atomic():
            _carry_out(found)
    return len(due)
