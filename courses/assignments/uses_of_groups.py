"""For which obligations a group of staff is needed."""

from typing import TYPE_CHECKING

from django.urls import reverse

from courses.assignments.models import Obligation
from members.groups.usage import Use

if TYPE_CHECKING:
    from members.groups.models import StaffGroup


def obligations_of(group: "StaffGroup") -> list[Use]:
    """Return the running obligations that concern the members of a group."""
    rows = Obligation.objects.filter(groups=group, ended_at=None).select_related("course")
    return [Use(one.name, reverse("assignments:detail", args=[one.pk])) for one in rows]
