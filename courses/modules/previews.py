"""The preview of a lesson: as learners see it, in three widths, its questions to be answered."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import PreviewableMixin

from courses.modules.questions.sent import Sent
from courses.modules.trying import trial_of

# As wide as an ordinary phone, a tablet held upright, and a screen on a desk.
SIZES = (
    ("mobile", "mobile-alt", 360, _("As on a phone, 360 pixels wide")),
    ("tablet", "tablet-alt", 768, _("As on a tablet, 768 pixels wide")),
    ("desktop", "desktop", 1440, _("As on a large screen, 1440 pixels wide")),
)
NOTHING = Sent({})


class LearnersPreview(PreviewableMixin):
    """Shows a draft as learners see it; what is answered in it is scored and forgotten."""

    @property
    def preview_sizes(self) -> list[dict[str, Any]]:
        """Return the widths between which the author switches beside the preview."""
        return [
            {"name": name, "icon": icon, "device_width": width, "label": label}
            for name, icon, width, label in SIZES
        ]

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        """Preview the lesson as a learner sees it."""
        return "modules/lesson_preview.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        """Add the questions with what the author has answered, where answers can be sent."""
        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        address = getattr(request, "tried_at", "")
        if not address:
            return context
        answers = getattr(request, "tried", NOTHING).answers
        graded = self.kind == "quiz" and self.graded  # type: ignore[attr-defined]
        trial = trial_of(
            self.body,  # type: ignore[attr-defined]
            answers,
            pass_percent=self.pass_percent if graded else None,  # type: ignore[attr-defined]
            solution_shown=self.kind != "quiz" or self.solution_shown,  # type: ignore[attr-defined]
        )
        return {**context, "trial": trial, "tried_at": address}
