"""Who has packages made and downloads them: whoever sets the obligations of the whole house."""

from typing import TYPE_CHECKING

from courses.assignments import rules as assignments
from courses.audits.models import Package

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from members.accounts.models import User
    from members.organisations.models import Municipality


def places(user: "User | AnonymousUser") -> "QuerySet[Municipality]":
    """Return the municipalities for which the user has packages made."""
    return assignments.municipalities_to_manage(user)


def packages(user: "User | AnonymousUser") -> "QuerySet[Package]":
    """Return the packages that the user may see; never their content."""
    rows = Package.objects.filter(municipality__in=places(user)).defer("content", "people")
    return rows.select_related("municipality", "requested_by")
