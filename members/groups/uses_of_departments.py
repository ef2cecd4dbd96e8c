"""For which groups of staff a department is needed."""

from typing import TYPE_CHECKING

from django.urls import reverse

from campus.kit.usage import Use
from members.groups.models import StaffGroup

if TYPE_CHECKING:
    from members.people.models import Department


def groups_of(department: "Department") -> list[Use]:
    """Return the groups whose rule names a department."""
    rows = StaffGroup.objects.filter(departments=department).order_by("name")
    return [Use(one.name, reverse("staff_groups:detail", args=[one.pk])) for one in rows]
