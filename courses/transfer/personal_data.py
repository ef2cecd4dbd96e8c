"""What somebody has shown to which employer; it goes with the person."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from campus.kit.personal_data import Eraser, Erasing, Holding, Subject, forget_with, hold
from courses.transfer.models import Presentation


def presentations(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield what was shown, the oldest first."""
    rows = Presentation.objects.filter(person_id=subject.person_id).order_by("shown_at", "pk")
    for one in rows.select_related("municipality"):
        yield {
            "employer": one.municipality.name,
            "title": one.title,
            "version_number": one.version_number,
            "completed_on": one.completed_on,
            "valid_until": one.valid_until,
            "state": one.state,
            "reason": one.reason,
            "shown_at": one.shown_at,
            "decided_at": one.decided_at,
            "withdrawn_at": one.withdrawn_at,
        }


def forget(case: Erasing) -> int:
    """Delete what was shown; what an employer has recognised stays as its turn."""
    return Presentation.objects.filter(person_id=case.subject.person_id).delete()[0]


hold(
    Holding(
        "presentations",
        _("proofs taken along to an employer"),
        presentations,
        {
            "employer": _("shown to"),
            "title": _("title"),
            "completed_on": _("completed on"),
            "valid_until": _("valid until"),
            "state": _("state"),
        },
        order=87,
        words={"state": dict(Presentation.State.choices)},
    )
)
forget_with(Eraser("course_transfer", forget, order=18))
