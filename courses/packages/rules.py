"""Who works with packages: whoever writes lessons for a provider, and the editors."""

from typing import Any

from django.db.models import QuerySet

from courses.packages.models import Package
from members.roles import rules as studio


def may_work(user: Any) -> bool:
    """Tell whether the user sees packages at all."""
    return studio.may_teach(user)


def visible(user: Any) -> QuerySet[Package]:
    """Return the packages that the user may see and use."""
    rows: QuerySet[Package] = studio.visible(Package.objects.all(), user, provider="provider")
    return rows
