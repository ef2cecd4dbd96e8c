"""Which joint assignments are the first application of a plan for newcomers."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.bundles.origins import Origin
from courses.onboarding.models import Version


def of_bundles(keys: Collection[int]) -> dict[int, Origin]:
    """Return the plan behind each of these assignments that comes from one."""
    rows = Version.objects.filter(bundle__in=list(keys)).select_related("plan").order_by()
    return {row.bundle_id: _origin(row) for row in rows if row.bundle_id}


def _origin(version: Version) -> Origin:
    names = {"name": version.plan.name, "number": version.number}
    label = _("First application of the onboarding plan “%(name)s”, version %(number)d") % names
    return Origin(label, reverse("course_onboarding:detail", args=[version.plan.reference]))
