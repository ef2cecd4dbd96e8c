"""Who assigns several things at once: whoever sets the obligations of the whole municipality."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

from courses.assignments import rules as assignments
from courses.bundles.models import Bundle

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from members.accounts.models import User
    from members.organisations.models import Municipality


def places(user: "User | AnonymousUser") -> "QuerySet[Municipality]":
    """Return the municipalities for which the user may assign."""
    return assignments.municipalities_to_manage(user)


def own_bundles(user: "User | AnonymousUser") -> "QuerySet[Bundle]":
    """Return what the user has assigned, in whatever role, and may undo."""
    rows = Bundle.objects.filter(created_by=user.pk)
    return rows.select_related("municipality")


def bundles(user: "User | AnonymousUser") -> "QuerySet[Bundle]":
    """Return what the user may see and undo."""
    rows = Bundle.objects.filter(municipality__in=places(user))
    return rows.select_related("municipality", "created_by")
