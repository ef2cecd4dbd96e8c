"""Who gives extra time in tests: the office, who leads the provider of the course, its tutors.

Human resources never do, and never see it: extra time tells something about a person's health.
"""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from courses.enrolment import selectors as enrolments
from courses.enrolment.states import LEARNING
from courses.learning.models import ExtraTime
from courses.modules import selectors as modules
from members.roles import selectors as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from courses.enrolment.models import Enrolment
    from courses.modules.models import Module
    from members.accounts.models import User

FOR_PROVIDER = (Role.PROVIDER_OWNER, Role.TUTOR)


def may_grant_extra_time(user: "User | AnonymousUser") -> bool:
    """Tell whether the user gives extra time in any course."""
    return roles.has_any(user, Role.OFFICE, *FOR_PROVIDER)


def modules_for_extra_time(user: "User | AnonymousUser") -> "QuerySet[Module]":
    """Return the modules with limits in whose tests the user may give more time or attempts."""
    limited = modules.limited_modules()
    if roles.has_any(user, Role.OFFICE):
        return limited
    return limited.filter(provider__in=roles.providers_with(user, *FOR_PROVIDER))


def seats_for_extra_time(user: "User | AnonymousUser") -> "QuerySet[Enrolment]":
    """Return the seats to which the user may give extra time; never a seat of one's own."""
    seats = enrolments.all_registrations().filter(
        state__in=LEARNING, version__module__in=modules_for_extra_time(user)
    )
    return seats.exclude(person__user_id=user.pk or 0)


def visible_extra_time(user: "User | AnonymousUser") -> "QuerySet[ExtraTime]":
    """Return the extra times that the user may see and take back."""
    rows = ExtraTime.objects.filter(enrolment__in=seats_for_extra_time(user))
    return rows.select_related("enrolment__person", "enrolment__offer__course").order_by(
        "enrolment__person__last_name", "enrolment__person__first_name", "pk"
    )
