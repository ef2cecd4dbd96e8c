"""What an entry says about deadline, interval and proof, in words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.assignments.choices import DueUnit, ExpiryRule

if TYPE_CHECKING:
    from courses.cadastre.models import Version


def deadline_words(version: "Version") -> str:
    """Return how much time there usually is."""
    amount = version.due_amount
    if version.due_unit == DueUnit.MONTHS:
        time = ngettext("%(count)d month", "%(count)d months", amount)
    elif version.due_unit == DueUnit.WORKING_DAYS:
        time = ngettext("%(count)d working day", "%(count)d working days", amount)
    else:
        time = ngettext("%(count)d day", "%(count)d days", amount)
    start = version.get_due_start_display()
    return _("%(time)s, counted: %(start)s") % {"time": time % {"count": amount}, "start": start}


def interval_words(version: "Version") -> str:
    """Return how often it has to be repeated, and from when that is counted."""
    months = version.valid_months
    if months is None:
        return _("Once is enough")
    every = ngettext("Every month", "Every %(count)d months", months) % {"count": months}
    return "; ".join([every, *_rule(version), *_renewal(version)])


def _rule(version: "Version") -> Iterator[str]:
    yield version.get_expiry_rule_display()
    if version.expiry_rule != ExpiryRule.FIXED:
        return
    if version.fixed_day:
        yield date_format(version.fixed_day, "j. F")
    least = version.minimum_months
    if least:
        words = ngettext("at least %(count)d month", "at least %(count)d months", least)
        yield words % {"count": least}


def _renewal(version: "Version") -> Iterator[str]:
    days, grace = version.window_days, version.grace_days
    words = ngettext(
        "renewal from %(count)d day before", "renewal from %(count)d days before", days
    )
    yield words % {"count": days}
    if grace:
        words = ngettext("%(count)d day of grace", "%(count)d days of grace", grace)
        yield words % {"count": grace}
    carried = version.carried_days
    if carried is not None:
        words = ngettext(
            "at most %(count)d day left is added", "at most %(count)d days left are added", carried
        )
        yield words % {"count": carried}


def proof_words(version: "Version") -> str:
    """Return what fulfils it."""
    if version.course:
        return _("Course “%(title)s”") % {"title": version.course.title}
    return _("Proof from elsewhere: %(name)s") % {"name": version.proof}
