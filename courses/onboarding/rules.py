"""Who keeps onboarding plans: whoever sets the obligations of the whole municipality."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from courses.assignments import rules as assignments
from courses.onboarding.models import Plan

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from members.accounts.models import User
    from members.organisations.models import Municipality


def places(user: "User | AnonymousUser") -> "QuerySet[Municipality]":
    """Return the municipalities whose plans the user keeps."""
    return assignments.municipalities_to_manage(user)


def plans(user: "User | AnonymousUser") -> "QuerySet[Plan]":
    """Return the plans that the user may see and change."""
    rows = Plan.objects.filter(municipality__in=places(user))
    return rows.select_related("municipality")
