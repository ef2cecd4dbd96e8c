"""Which onboarding plans of an employer a person has met."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from campus.kit.personal_data import Eraser, Erasing, Holding, Subject, forget_with, hold
from courses.onboarding.models import Entry


def onboardings(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield the plans that have met the person, with the version and what became of it."""
    rows = Entry.objects.filter(employment__person_id=subject.person_id).order_by("pk")
    for one in rows.select_related("plan__municipality", "version"):
        yield {
            "municipality": one.plan.municipality.name,
            "plan": one.plan.name,
            "version": one.version.number,
            "on": one.entered_on,
            "state": one.state,
        }


def forget(case: Erasing) -> int:
    """Delete what plans of former employers have noted; the obligations say what was asked."""
    rows = Entry.objects.filter(
        employment__person_id=case.subject.person_id, employment__valid_until__lt=dates.today()
    )
    return rows.delete()[0]


hold(
    Holding(
        "onboardings",
        _("Onboarding plans"),
        onboardings,
        {
            "municipality": _("Municipality"),
            "plan": _("Onboarding plan"),
            "on": _("On"),
            "state": _("Status"),
        },
        order=92,
        words={"state": dict(Entry.State.choices)},
    )
)
forget_with(Eraser("onboardings", forget, order=19))
