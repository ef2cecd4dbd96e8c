"""How a renewal that may begin with the test stands, as its learner is told."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.learning import selectors
from courses.learning.player import PROVEN, Course, Step
from courses.learning.renewals import BY_LEARNING, BY_PARTS, BY_TEST, way
from courses.modules.goals import proving

if TYPE_CHECKING:
    from courses.modules.goals import Proving

BEGIN, LEARN, REPEAT, DONE = "begin", "learn", "repeat", "done"
WAYS: dict[str, Promise] = {
    BY_TEST: _("Proven by the test alone."),
    BY_PARTS: _("Proven by the test and by the parts that you have learnt again."),
    BY_LEARNING: _("Proven by learning the whole course."),
}


@dataclass(frozen=True, slots=True)
class Renewal:
    """Where somebody stands who renews a proof: `stage` says what comes next."""

    stage: str
    test: Step
    # The edition that was proven before.
    earlier: int
    proven: tuple[Step, ...]
    left: tuple[Step, ...]
    way: str | Promise = ""

    @property
    def minutes(self) -> int:
        """Return how long it takes to learn what is left."""
        return sum(step.minutes for step in self.left)


def renewal_of(course: Course) -> Renewal | None:
    """Return how a renewal stands; None where the whole course is to be learnt."""
    seat = course.enrolment
    if seat.earlier_version is None:
        return None
    known = proving(seat.version)
    test = course.step(known.test) if known.test and known.is_possible else None
    if test is None:
        return None
    left = tuple(step for step in course.missing if step.key != test.key)
    proven = tuple(step for step in course.steps if step.state == PROVEN)
    stage = _stage(course, test, left)
    words = WAYS[_way(known, proven)] if stage == DONE else ""
    return Renewal(stage, test, seat.earlier_version.number, proven, left, words)


def _way(known: "Proving", proven: tuple[Step, ...]) -> str:
    provable = {key for goal in known.goals for key in goal.items}
    return way(provable, {step.key for step in proven})


def _stage(course: Course, test: Step, left: tuple[Step, ...]) -> str:
    if not course.missing:
        return DONE
    attempts = selectors.attempts_of(course.enrolment, test.key)
    if not any(attempt.submitted_at for attempt in attempts):
        return BEGIN
    return LEARN if left else REPEAT


def on_test_page(course: Course, key: UUID) -> dict[str, object]:
    """Return what the page of a test tells of a renewal that it begins."""
    renewal = renewal_of(course)
    if renewal is None or renewal.test.key != key:
        return {}
    waits = renewal.stage == LEARN and not renewal.test.is_fulfilled
    return {"renewal": renewal, "waits": waits}
