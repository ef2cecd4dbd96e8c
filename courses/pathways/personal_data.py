"""The paths somebody walks and the evidence of earlier learning; both go with the person."""

import base64
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from campus.kit.personal_data import Eraser, Erasing, Holding, Subject, forget_with, hold
from courses.pathways.models import Evidence, Journey


def journeys(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield the paths somebody has begun, the oldest first."""
    rows = Journey.objects.filter(person_id=subject.person_id).order_by("begun_at", "pk")
    for one in rows.select_related("version"):
        yield {
            "path": one.version.title,
            "version": one.version.number,
            "begun_at": one.begun_at,
        }


def evidence(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield what was handed in, the oldest first, with the file as Base64."""
    rows = Evidence.objects.filter(person_id=subject.person_id).order_by("handed_in_at", "pk")
    for one in rows.select_related("course", "file"):
        file = getattr(one, "file", None)
        yield {
            "title": one.title,
            "issuer": one.issuer,
            "completed_on": one.completed_on,
            "course": one.course.title if one.course else "",
            "state": one.state,
            "reason": one.reason,
            "handed_in_at": one.handed_in_at,
            "decided_at": one.decided_at,
            "file_name": file.name if file else "",
            "file": base64.b64encode(bytes(file.content)).decode() if file else "",
        }


def forget(case: Erasing) -> int:
    """Delete paths and evidence with its files."""
    mine = {"person_id": case.subject.person_id}
    return Journey.objects.filter(**mine).delete()[0] + Evidence.objects.filter(**mine).delete()[0]


hold(
    Holding(
        "journeys",
        _("learning paths of people"),
        journeys,
        {"path": _("title"), "begun_at": _("Begun on")},
        order=85,
    )
)
hold(
    Holding(
        "evidence",
        _("evidence of earlier learning"),
        evidence,
        {
            "title": _("what you learnt"),
            "issuer": _("where you learnt it"),
            "completed_on": _("finished on"),
            "file_name": _("File"),
        },
        order=86,
    )
)
forget_with(Eraser("pathways", forget, order=25))
