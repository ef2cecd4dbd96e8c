"""How a step on another site stands: done or not, and what was reported, in words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from courses.learning import selectors as learning
from courses.learning.wording import rule_in_words
from courses.lti.core.scores import COMPLETED, GRADED
from courses.lti.models import Result
from courses.modules import completion

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from courses.modules.selectors import OutlineItem


@dataclass(frozen=True, slots=True)
class Standing:
    """A step in words."""

    is_done: bool
    word: str
    sentences: list[str]
    comment: str = ""


def standing_of(enrolment: "Enrolment", item: "OutlineItem", *, has_score: bool) -> Standing:
    """Return how the step stands by now; two queries."""
    row = learning.item_row(enrolment, item.key)
    is_done = row is not None and row.completed_at is not None
    result = Result.objects.filter(enrolment=enrolment, item_key=item.key).first()
    return Standing(
        is_done=is_done,
        word=_("Done") if is_done else _("Not done yet"),
        sentences=in_words(result) if has_score else [],
        comment=result.comment if result else "",
    )


def rule_of(item: "OutlineItem") -> str:
    """Say when the step counts as done, on a page without its button."""
    if completion.read(item.rule).name == completion.BUTTON:
        return _("Done when you go back to the step and end it there by its button.")
    return rule_in_words(item.rule, is_elsewhere=True)


def in_words(result: Result | None) -> list[str]:
    """Return what a tool has reported."""
    if result is None or result.told_at is None:
        return [_("Nothing yet.")]
    lines = []
    if result.activity == COMPLETED:
        lines.append(_("The other site has reported that you have finished."))
    else:
        lines.append(_("The other site has reported that you have begun."))
    if result.grading == GRADED and result.given is not None:
        points = {"given": _number(result.given), "most": _number(result.maximum)}
        lines.append(_("Result: %(given)s of %(most)s points.") % points)
    elif result.grading != GRADED and result.activity == COMPLETED:
        lines.append(_("The result still has to be marked there."))
    return lines


def _number(value: object) -> str:
    text = f"{value:f}".rstrip("0").rstrip(".") if value is not None else "0"
    return str(number_format(text or "0"))
