"""What the studio says of the review beside a lesson or module, and of two states of a question."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.review import selectors
from courses.review.comparing import changes, wording
from courses.review.comparing.states import LessonState
from courses.review.stages import LABELS, Stage


def beside(row: Any, user: Any) -> str:
    """Return how the review of a lesson or module stands, with the ways to its pages."""
    if isinstance(row, apps.get_model("modules", "Lesson")):
        return _of_lesson(row)
    return _of_module(row) if isinstance(row, apps.get_model("modules", "Module")) else ""


def _of_lesson(lesson: Any) -> str:
    state = selectors.current_state(lesson)
    names = (
        ("lesson", _("Review and comments")),
        ("compare", _("What is different")),
        ("links", _("Links for people without account")),
    )
    context = {
        "lesson": lesson,
        "state": state,
        "stage": LABELS[Stage(state.task.stagetask.stage)] if state else "",
        "sent_back": selectors.sent_back(lesson),
        "comments": list(selectors.comments_on(lesson).filter(resolved_at=None)),
        "links": [(label, reverse(f"review:{name}", args=[lesson.pk])) for name, label in names],
    }
    return render_to_string("review/studio/beside.html", context)


def _of_module(module: Any) -> str:
    links = [
        (_("Review and handing in"), reverse("review:module", args=[module.pk])),
        (_("What is different"), reverse("review:compare_module", args=[module.pk])),
    ]
    return render_to_string("review/studio/beside.html", {"links": links})


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """Return in words what is different between two stored blocks of the same id."""
    before, after = (
        LessonState(key="", number=1, title="", chapter="", blocks=(block,)) for block in (old, new)
    )
    lines = wording.lines(changes.between_lessons(before, after))
    return render_to_string("review/studio/differences.html", {"lines": lines})
