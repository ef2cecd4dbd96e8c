"""For which onboarding plans a group of staff or a department is needed."""

from typing import TYPE_CHECKING

from django.urls import reverse

from campus.kit.usage import Use
from courses.onboarding.models import Plan, Version

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from members.groups.models import StaffGroup
    from members.people.models import Department

OPEN = (Plan.State.RUNNING, Plan.State.PAUSED)


def of_group(group: "StaffGroup") -> list[Use]:
    """Return the plans that are for members of a group."""
    return _named(Version.objects.filter(groups=group, plan__state__in=OPEN))


def of_department(department: "Department") -> list[Use]:
    """Return the plans that are for a department."""
    return _named(Version.objects.filter(departments=department, plan__state__in=OPEN))


def _named(rows: "QuerySet[Version]") -> list[Use]:
    plans = {one.plan_id: one.plan for one in rows.select_related("plan")}
    return [
        Use(one.name, reverse("course_onboarding:detail", args=[one.reference]))
        for one in plans.values()
    ]
