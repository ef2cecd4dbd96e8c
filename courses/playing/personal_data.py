"""What somebody has stored in packages; it hangs on the seats and goes with them."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from campus.kit.personal_data import Holding, Subject, hold
from courses.playing.models import Attempt


def played(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield what the person has stored in each package."""
    rows = Attempt.objects.filter(enrolment__person_id=subject.person_id).order_by("pk")
    for one in rows.select_related("enrolment__offer__course", "package"):
        yield {
            "course": one.enrolment.offer.course.title,
            "package": one.package.title,
            "part": one.part + 1,
            "started_at": one.started_at,
            "changed_at": one.changed_at,
            "data": one.data,
        }


hold(
    Holding(
        "played",
        _("interactive contents"),
        played,
        {
            "course": _("Course"),
            "package": _("Content"),
            "started_at": _("Begun on"),
            "changed_at": _("Changed on"),
        },
        order=72,
    )
)
