"""How the demo's people learn: every step is the service that the player calls."""

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from campus.demo.clock import Calendar, next_working_day, working_hour
from campus.kit import dates
from courses.enrolment import selectors as enrolment_reads
from courses.enrolment import services as enrolment
from courses.enrolment.states import State
from courses.learning import services as learning
from courses.modules import completion, questions
from courses.modules import selectors as modules
from courses.modules.papers import paper_of

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from courses.enrolment.models import Enrolment
    from courses.learning.models import Attempt
    from courses.modules.selectors import OutlineItem
    from members.people.models import Person

QUIZ = "quiz"


@dataclass(frozen=True)
class Plan:
    """One person's way through a course: when it begins and which share of it is done."""

    person: "Person"
    course: "CoursePage"
    begin: dt.date
    share: float
    skill: float = 0.85


class Learning:
    """Plans the steps of learners into a calendar."""

    def __init__(self, calendar: Calendar, rng: Random) -> None:
        self.calendar = calendar
        self.rng = rng

    def add(self, plan: Plan) -> None:
        """Plan the enrolment; its steps are planned when it happens."""
        when = working_hour(next_working_day(plan.begin), self.rng)
        self.calendar.at(when, lambda: self._enrol(plan, when))

    def _enrol(self, plan: Plan, when: dt.datetime) -> None:
        offer = enrolment_reads.offer_for(plan.course)
        if offer is None or not enrolment_reads.can_book(plan.person):
            return
        seat = enrolment.enrol(person=plan.person, offer=offer, by=plan.person.user)
        if seat.state != State.CONFIRMED:
            return
        items = [item for unit in modules.outline(seat.version) for item in unit.items]
        moment = when
        for item in items[: round(len(items) * plan.share)]:
            moment = self._later(moment, item.minutes)
            self.calendar.at(moment, self._step(seat, item, plan.skill))

    def _later(self, moment: dt.datetime, minutes: int) -> dt.datetime:
        """Return when the next item is finished: soon after, or on another day."""
        if self.rng.random() < 0.7:
            return moment + dt.timedelta(minutes=minutes + self.rng.randrange(5))
        day = next_working_day(moment.date() + dt.timedelta(days=self.rng.randrange(1, 8)))
        return working_hour(day, self.rng)

    def _step(self, seat: "Enrolment", item: "OutlineItem", skill: float) -> "_Step":
        return _Step(seat, item, skill, self.rng)


@dataclass
class _Step:
    """Finishes one item as the player would."""

    seat: "Enrolment"
    item: "OutlineItem"
    skill: float
    rng: Random

    @property
    def key(self) -> uuid.UUID:
        """Return the key of the item."""
        return self.item.key

    def __call__(self) -> None:
        opened = dates.now() - dt.timedelta(minutes=self.item.minutes)
        with dates.moved_clock(opened):
            learning.open_item(enrolment=self.seat, key=self.key)
        if self.item.kind != QUIZ:
            self._learn()
            return
        with dates.moved_clock(dates.now() - dt.timedelta(minutes=self.item.minutes // 2)):
            learning.start_attempt(enrolment=self.seat, key=self.key)
        attempt = self._try(self.skill)
        if self.item.graded and not attempt.passed:
            # The second time everybody has looked up what was wrong.
            self._try(1.0)

    def _learn(self) -> None:
        """Do what the rule of the lesson asks for: play the film, confirm, or press the button."""
        rule = completion.read(self.item.rule).name
        if rule == completion.SEEN:
            length = modules.recording_seconds(self.seat.version, self.key)
            place = learning.Place(seconds=Decimal(length), played=((0, length),))
            learning.record_place(enrolment=self.seat, key=self.key, place=place)
        elif rule == completion.CONFIRMED:
            learning.confirm_document(enrolment=self.seat, key=self.key, rule=self.item.rule)
        else:
            learning.finish_lesson(enrolment=self.seat, key=self.key)

    def _try(self, skill: float) -> "Attempt":
        attempt = learning.start_attempt(enrolment=self.seat, key=self.key)
        paper = paper_of(self.seat.version, self.key)
        asked = paper.asked(attempt.asked) if paper else []
        answers = {one.id: self._answer(one, skill) for one in asked}
        return learning.submit_attempt(attempt=attempt, answers=answers)

    def _answer(self, question: questions.Question, skill: float) -> list[str]:
        """Answer right as often as the skill says, else wrong or, where one types, not at all.

        Each question takes two numbers and is worth all or nothing, so that the same learners
        reach the same results whichever questions they draw.
        """
        knows, place = self.rng.random() < skill, self.rng.random()
        if knows or not isinstance(question, questions.ChoiceQuestion):
            return question.solution() if knows else []
        wrong = [option.id for option in question.options if not option.correct]
        return [wrong[int(place * len(wrong))]] if wrong else question.solution()
