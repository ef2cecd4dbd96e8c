"""What somebody has done in units of cmi5 courses. It hangs on the seats and goes with them."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from campus.kit.personal_data import Holding, Subject, hold
from courses.cmi5.models import Run


def units(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield each course with what was achieved in it, and every session."""
    rows = Run.objects.filter(enrolment__person_id=subject.person_id).order_by("started_at", "pk")
    related = rows.select_related("enrolment__offer__course", "package")
    for run in related.prefetch_related("units", "sessions"):
        yield {
            "course": run.enrolment.offer.course.title if run.enrolment else "",
            "package": run.package.title,
            "started_at": run.started_at,
            "units": [
                {
                    "place": one.place,
                    "completed_at": one.completed_at,
                    "passed_at": one.passed_at,
                    "failed_at": one.failed_at,
                    "waived_at": one.waived_at,
                    "reason": one.reason,
                }
                for one in run.units.all()
            ],
            "sessions": [
                {
                    "place": one.place,
                    "mode": one.mode,
                    "launched_at": one.launched_at,
                    "terminated_at": one.terminated_at,
                    "abandoned_at": one.abandoned_at,
                }
                for one in run.sessions.all()
            ],
        }


hold(
    Holding(
        "cmi5_units",
        _("units of cmi5 courses"),
        units,
        {"course": _("Course"), "package": _("package"), "started_at": _("Begun on")},
        order=85,
    )
)
