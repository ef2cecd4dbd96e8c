"""Somebody's own assessments; they go with the person."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from campus.kit.personal_data import Eraser, Erasing, Holding, Subject, forget_with, hold
from courses.competences.models import Assessment


def assessments(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield each assessment with all its answers, the oldest first."""
    rows = Assessment.objects.filter(person_id=subject.person_id).order_by("begun_at", "pk")
    for one in rows.select_related("framework").defer("framework__content"):
        yield {
            "framework": one.framework.name,
            "role": one.role,
            "begun_at": one.begun_at,
            "finished_at": one.finished_at,
            "answers": one.answers,
        }


def forget(case: Erasing) -> int:
    """Delete all assessments."""
    return Assessment.objects.filter(person_id=case.subject.person_id).delete()[0]


hold(
    Holding(
        "assessments",
        _("self-assessments"),
        assessments,
        {"framework": _("Framework"), "begun_at": _("Begun on"), "finished_at": _("finished on")},
        order=87,
    )
)
forget_with(Eraser("competences", forget, order=26))
