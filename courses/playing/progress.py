"""How a step that is a package stands: done or not, and what was reported."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from courses.learning import selectors as learning
from courses.playing import selectors, words
from courses.playing.reports import together

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from courses.modules.selectors import OutlineItem
    from courses.packages.models import Package


@dataclass(frozen=True, slots=True)
class Standing:
    """A step in words."""

    is_done: bool
    word: str
    sentences: list[str]


def standing_of(enrolment: "Enrolment", item: "OutlineItem", package: "Package") -> Standing:
    """Return how the step stands by now; two queries."""
    row = learning.item_row(enrolment, item.key)
    is_done = row is not None and row.completed_at is not None
    parts = [
        part.outcome
        for part, described in zip(
            selectors.parts_of(enrolment, item.key, package), package.parts, strict=True
        )
        if described["talks"]
    ]
    return Standing(
        is_done=is_done,
        word=_("Done") if is_done else _("Not done yet"),
        sentences=words.results(together(parts)) if parts else [],
    )
