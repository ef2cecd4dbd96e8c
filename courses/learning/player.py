"""What the player shows of a course: outline, states in words, the way on."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from courses.learning.course_progress import ItemFacts
from courses.learning.milestones import has_points, steps_left
from courses.learning.plans import is_graded
from courses.learning.wording import left_in_words, until_the_end
from courses.modules import completion
from courses.modules import selectors as modules

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from courses.modules.selectors import OutlineItem

OPEN, STARTED, DONE, PASSED = "open", "started", "done", "passed"
PROVEN = "proven"
WORDS: dict[str, str | Promise] = {
    OPEN: _("open"),
    STARTED: _("begun"),
    DONE: _("done"),
    PASSED: _("passed"),
    PROVEN: _("already proven"),
}
ICONS = {OPEN: "circle", STARTED: "clock", DONE: "check-circle", PASSED: "award", PROVEN: "shield"}
LISTED = 5
PACKAGE, CMI5, TOOL = "package", "cmi5", "tool"
BY_BUTTON = (completion.BUTTON, completion.OPENED)
KIND_ICONS = {
    "lesson": "file",
    "quiz": "help",
    "graded": "award",
    PACKAGE: "play",
    TOOL: "external",
}


@dataclass(frozen=True, slots=True)
class Step:
    """An item as the outline shows it."""

    key: UUID
    title: str
    kind: str
    minutes: int
    required: bool
    graded: bool
    number: int
    state: str
    fulfilled_at: dt.datetime | None
    href: str
    rule: str = ""
    by_hand: bool = False
    position: Decimal | None = None
    place: str = ""
    standard: str = ""
    # The best result of a package or tool in per cent.
    best: int | None = None

    @property
    def word(self) -> str | Promise:
        """Return the state in a word."""
        return WORDS[self.state]

    @property
    def icon(self) -> str:
        """Return the icon that goes with the word."""
        return ICONS[self.state]

    @property
    def kind_icon(self) -> str:
        """Return the icon of the kind of item."""
        return KIND_ICONS["graded" if self.graded else self.kind]

    @property
    def kind_word(self) -> str | Promise:
        """Return what kind of item it is, in words."""
        if self.graded:
            return _("Graded test")
        if self.kind == PACKAGE:
            return _("Interactive content")
        if self.kind == TOOL:
            return _("Content on another site")
        return _("Self-test") if self.kind == "quiz" else _("Lesson")

    @property
    def is_finished_by_button(self) -> bool:
        """Tell whether the learner says when it is done, by the button below."""
        return (
            self.kind in ("lesson", PACKAGE, TOOL) and completion.read(self.rule).name in BY_BUTTON
        )

    @property
    def player(self) -> str:
        """Return the name of the address where a package or tool opens; none for other items."""
        if self.kind == TOOL:
            return "lti:show"
        if self.kind != PACKAGE:
            return ""
        return "cmi5:launch" if self.standard == CMI5 else "playing:frame"

    @property
    def may_be_marked(self) -> bool:
        """Tell whether the learner may mark it as done although the rule asks for more."""
        return self.by_hand and completion.read(self.rule).name == completion.SEEN

    @property
    def is_fulfilled(self) -> bool:
        """Tell whether the completion rule is met."""
        return self.fulfilled_at is not None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter with its steps."""

    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """A course on one seat, as the player shows it."""

    enrolment: "Enrolment"
    chapters: tuple[Chapter, ...]
    percent: int
    completed_at: dt.datetime | None
    score_scaled: Decimal | None = None

    @property
    def title(self) -> str:
        """Return the title of the course."""
        return str(self.enrolment.offer.course.title)

    @property
    def steps(self) -> list[Step]:
        """Return all steps in order."""
        return [step for chapter in self.chapters for step in chapter.steps]

    @property
    def counted(self) -> list[Step]:
        """Return the steps that make up the percentage."""
        return [step for step in self.steps if step.required] or self.steps

    @property
    def missing(self) -> list[Step]:
        """Return the steps that are left until the certificate."""
        return [step for step in self.counted if not step.is_fulfilled]

    @property
    def nearly_done(self) -> bool:
        """Tell whether so few steps are left that they are worth a list of their own."""
        return 0 < len(self.missing) <= LISTED

    @property
    def done_count(self) -> int:
        """Return how many of the counted steps are fulfilled."""
        return len(self.counted) - len(self.missing)

    @property
    def minutes(self) -> int:
        """Return how long the course takes."""
        return sum(step.minutes for step in self.steps)

    @property
    def is_cancellable(self) -> bool:
        """Tell whether the learner may give the seat back."""
        seat = self.enrolment
        return self.completed_at is None and (seat.state, seat.source) == ("confirmed", "self")

    @property
    def is_started(self) -> bool:
        """Tell whether any step has been opened."""
        return any(step.state != OPEN for step in self.steps)

    @property
    def done_text(self) -> str:
        """Return in words how many steps are done."""
        count = len(self.counted)
        return ngettext(
            "%(done)s of %(count)s step done", "%(done)s of %(count)s steps done", count
        ) % {"done": self.done_count, "count": count}

    @property
    def percent_text(self) -> str:
        """Return the percentage in words."""
        return str(_("%(percent)s per cent")) % {"percent": self.percent}

    @property
    def steps_to_certificate(self) -> int:
        """Return how many steps are missing until the first document; enough points suffice."""
        terms = self.enrolment.version.terms
        if has_points(self.score_scaled, terms.achievement_percent):
            return 0
        total, needed = len(self.counted), terms.participation_percent
        return steps_left(done=self.done_count, total=total, percent=needed)

    @property
    def left_text(self) -> str:
        """Return in words how far it is to the certificate."""
        if self.completed_at is not None:
            return str(_("You have completed this course"))
        if self.enrolment.offer.course.only_for_id:
            return until_the_end(len(self.missing))
        return left_in_words(to_certificate=self.steps_to_certificate, to_end=len(self.missing))

    def step(self, key: UUID) -> Step | None:
        """Return the step of an item."""
        return next((step for step in self.steps if step.key == key), None)

    def chapter_of(self, step: Step) -> Chapter | None:
        """Return the chapter that holds the step."""
        return next((chapter for chapter in self.chapters if step in chapter.steps), None)

    def before(self, step: Step) -> Step | None:
        """Return the step before, None for the first."""
        index = step.number - 2
        return self.steps[index] if index >= 0 else None

    def after(self, step: Step) -> Step | None:
        """Return the next step, None for the last."""
        return self.steps[step.number] if step.number < len(self.steps) else None


def course_of(
    enrolment: "Enrolment",
    rows: Mapping[UUID, ItemFacts],
    *,
    percent: int,
    completed_at: dt.datetime | None,
    score_scaled: Decimal | None = None,
) -> Course:
    """Put the syllabus and what is known of each item together."""
    chapters, number = [], 0
    base = reverse("learning:course", args=[enrolment.registration])
    for unit in modules.outline(enrolment.version):
        steps = []
        for item in unit.items:
            number += 1
            steps.append(_step(f"{base}{item.key}/", item, rows.get(item.key), number))
        chapters.append(Chapter(unit.title, tuple(steps)))
    return Course(enrolment, tuple(chapters), percent, completed_at, score_scaled)


def _step(href: str, item: "OutlineItem", row: ItemFacts | None, number: int) -> Step:
    fulfilled, graded = None, is_graded(item)
    if row is not None:
        fulfilled = row.passed_at if graded else row.completed_at
    return Step(
        key=item.key,
        title=item.title,
        kind=item.kind,
        minutes=item.minutes,
        required=item.required,
        graded=graded,
        number=number,
        state=_state(row, fulfilled, graded=graded),
        fulfilled_at=fulfilled,
        href=href,
        rule=item.rule,
        by_hand=item.by_hand,
        position=row.position_seconds if row else None,
        place=row.position_place if row else "",
        standard=item.standard,
        best=_percent(row, item.kind),
    )


def _percent(row: ItemFacts | None, kind: str) -> int | None:
    if row is None or row.best_scaled is None or kind not in (PACKAGE, TOOL):
        return None
    return int(row.best_scaled * 100)


def _state(row: ItemFacts | None, fulfilled: dt.datetime | None, *, graded: bool) -> str:
    if fulfilled is not None:
        if row is not None and row.waived_at == fulfilled:
            return PROVEN
        return PASSED if graded else DONE
    return STARTED if row is not None and row.first_seen_at else OPEN
