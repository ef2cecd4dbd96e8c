"""The two documents of a course and how far the learner is from each."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from courses.learning.milestones import has_points
from courses.modules.terms_in_words import earnable

if TYPE_CHECKING:
    from courses.learning.player import Course


@dataclass(frozen=True, slots=True)
class Goal:
    """A document, for what it is issued, and how far it is."""

    name: str
    rule: str
    state: str
    is_reached: bool


def goals_of(course: "Course") -> list[Goal]:
    """Return what can be earned on a seat; enough points earn both."""
    if course.enrolment.offer.course.only_for_id:
        return []
    terms = course.enrolment.version.terms
    has_graded_test = any(step.graded for step in course.steps)
    states = [(course.left_text, not course.steps_to_certificate), _points(course)]
    found = earnable(terms, has_graded_test=has_graded_test)
    return [
        Goal(one.name, one.rule, _("Reached") if is_reached else words, is_reached)
        for one, (words, is_reached) in zip(found, states, strict=False)
    ]


def _points(course: "Course") -> tuple[str, bool]:
    """Say how many of the points there are, and whether they suffice."""
    score = course.score_scaled
    if score is None:
        return _("No overall result yet"), False
    words = _("So far %(percent)s per cent of the points") % {"percent": int(score * 100)}
    return words, has_points(score, course.enrolment.version.terms.achievement_percent)
