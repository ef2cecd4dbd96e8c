"""What the office has to do next, in order of urgency."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.cooperative import selectors
from members.cooperative.errors import NoFeeSchedule

# From October on the schedule of the coming year should be there.
MONTH_OF_NEXT_SCHEDULE = 10


@dataclass(frozen=True, slots=True)
class Step:
    """A thing to do with the page where it is done."""

    text: str
    href: str


def next_steps(today: dt.date) -> list[Step]:
    """Return the open steps of the office."""
    steps = [*_applications(), *_schedules(today)]
    if not _lacks_schedule(today.year):
        steps += _contributions(today)
    return steps


def _applications() -> list[Step]:
    waiting = selectors.open_applications().count()
    if not waiting:
        return []
    text = ngettext(
        "%(count)s application waits for the decision of the board.",
        "%(count)s applications wait for the decision of the board.",
        waiting,
    ) % {"count": waiting}
    return [Step(text, reverse("cooperative:applications"))]


def _schedules(today: dt.date) -> list[Step]:
    years = [today.year]
    if today.month >= MONTH_OF_NEXT_SCHEDULE:
        years.append(today.year + 1)
    text = _("There is no fee schedule in force for %(year)s yet.")
    return [
        Step(text % {"year": year}, reverse("cooperative:schedules"))
        for year in years
        if _lacks_schedule(year)
    ]


def _contributions(today: dt.date) -> list[Step]:
    missing = selectors.members_without_contribution(today.year).count()
    if not missing:
        return []
    text = ngettext(
        "The contribution %(year)s of %(count)s member has not been charged yet.",
        "The contributions %(year)s of %(count)s members have not been charged yet.",
        missing,
    ) % {"count": missing, "year": today.year}
    return [Step(text, reverse("cooperative:contributions"))]


def _lacks_schedule(year: int) -> bool:
    try:
        selectors.schedule_in_force(year)
    except NoFeeSchedule:
        return True
    return False
