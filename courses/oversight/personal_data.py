"""Views of the matrix that somebody keeps: names of one's own, gone with the account."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from campus.kit.personal_data import Eraser, Erasing, Holding, Subject, forget_with, hold
from courses.oversight.models import SavedView


def saved_views(subject: Subject) -> Iterator[dict[str, Any]]:
    """Yield the views that a person keeps."""
    if subject.user_id is None:
        return
    for one in SavedView.objects.filter(owner_id=subject.user_id).select_related("municipality"):
        yield {"name": one.name, "municipality": one.municipality.name, "since": one.created_at}


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
forget_with(Eraser("saved_views", forget, order=15))
