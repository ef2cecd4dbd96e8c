"""Views of the matrix that somebody keeps, and who was told of what a person left overdue."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from campus.kit.personal_data import Eraser, Erasing, Holding, Subject, forget_with, hold
from courses.oversight.models import Rung, SavedView


def saved_views(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield the views that a person keeps."""
    if subject.user_id is None:
        return
    for one in SavedView.objects.filter(owner_id=subject.user_id).select_related("municipality"):
        yield {"name": one.name, "municipality": one.municipality.name, "since": one.created_at}


def escalations(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield when the employer was told of an overdue obligation; it goes when the turn goes."""
    rows = Rung.objects.filter(turn__employment__person_id=subject.person_id).order_by("pk")
    for one in rows.select_related("turn__obligation__course", "turn__obligation__municipality"):
        yield {
            "course": one.turn.obligation.name,
            "municipality": one.turn.obligation.municipality.name,
            "told": one.step,
            "taken_on": one.taken_on,
        }


def forget(case: Erasing) -> int:
    """Remove what a person has kept."""
    if case.subject.user_id is None:
        return 0
    return SavedView.objects.filter(owner_id=case.subject.user_id).delete()[0]


hold(
    Holding(
        "saved_views",
        _("Views of the matrix that you keep"),
        saved_views,
        {"name": _("Name")},
        order=95,
    )
)
hold(
    Holding(
        "escalations",
        _("When your employer was told of overdue obligations"),
        escalations,
        {"course": _("Course"), "told": _("Told"), "taken_on": _("On")},
        order=96,
        words={"told": dict(Rung.Step.choices)},
    )
)
forget_with(Eraser("saved_views", forget, order=15))
