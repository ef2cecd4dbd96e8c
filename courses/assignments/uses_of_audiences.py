"""For which obligations a group of staff or a department is needed."""

from typing import TYPE_CHECKING

from django.urls import reverse

from campus.kit.usage import Use
from courses.assignments.models import Obligation

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from members.groups.models import StaffGroup
    from members.people.models import Department


def of_group(group: "StaffGroup") -> list[Use]:
    """Return the running obligations that concern the members of a group."""
    return _named(Obligation.objects.filter(groups=group, ended_at=None))


def of_department(department: "Department") -> list[Use]:
    """Return the obligations of a department, ended ones too: the past has to stay true."""
    return _named(Obligation.objects.filter(departments=department))


def _named(rows: "QuerySet[Obligation]") -> list[Use]:
    found = rows.select_related("course")
    return [Use(one.name, reverse("assignments:detail", args=[one.pk])) for one in found]
