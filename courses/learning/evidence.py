"""Why a percentage is what it is: the chain of evidence, read from the statements themselves."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from courses.learning import voices
from courses.learning.access import course_on
from courses.learning.events import read_event
from courses.learning.fold import Event, State, Summary, fold, fulfilled_at, summarise
from courses.learning.models import Progress
from courses.learning.plans import plan_of
from courses.learning.player import TOOL, Course, Step
from courses.learning.retention import kept_state
from courses.learning.telling import tell, tell_voided
from courses.learning.wording import rule_in_words
from courses.xapi import queue

if TYPE_CHECKING:
    from courses.enrolment.models import Enrolment
    from courses.xapi.selectors import StatementRow

# So many statements of one step are shown; of more, the first and the last ones.
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement in words; `decides` marks the one by which the step counts as done."""

    at: dt.datetime
    text: str
    statement_id: UUID
    decides: bool = False
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """A step with what is known of it."""

    step: Step
    rule: str
    facts: tuple[Fact, ...]
    left_out: int
    saved_places: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """The chain of evidence of one seat."""

    course: Course
    counted: tuple[Proof, ...]
    voluntary: tuple[Proof, ...]
    summary: Summary
    statements: int
    agrees: bool
    is_waiting: bool

    @property
    def next_step(self) -> Step | None:
        """Return the first counted step that is still open."""
        return next((proof.step for proof in self.counted if not proof.step.is_fulfilled), None)


@dataclass
class _Read:
    """What one pass through the statements of a seat collects."""

    # Steps on other sites, of which no package reports.
    elsewhere: frozenset[UUID] = frozenset()
    events: list[Event] = field(default_factory=list)
    facts: dict[UUID, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    places: dict[UUID, int] = field(default_factory=lambda: defaultdict(int))
    statements: int = 0


def evidence_of(enrolment: "Enrolment") -> Evidence:
    """Return why the progress of a seat is what it is; reads every statement of the seat once."""
    plan = plan_of(enrolment.version)
    course = course_on(enrolment)
    read = _Read(elsewhere=frozenset(step.key for step in course.steps if step.kind == TOOL))
    _fill(read, enrolment, plan.keys, plan.rules)
    state = fold(read.events, kept_state(enrolment, plan))
    summary = summarise(state, plan.items)
    counted = [step for step in course.steps if step in course.counted]
    voluntary = [step for step in course.steps if step not in counted]
    return Evidence(
        course=course,
        counted=tuple(_proof(step, read, state) for step in counted),
        voluntary=tuple(_proof(step, read, state) for step in voluntary),
        summary=summary,
        statements=read.statements,
        agrees=_agrees(enrolment, course, summary, state),
        is_waiting=bool(queue.take_pending(1, registration=enrolment.registration)),
    )


def _fill(
    found: _Read, enrolment: "Enrolment", keys: dict[str, UUID], rules: dict[UUID, str]
) -> None:
    for row in voices.statements_of(enrolment):
        found.statements += 1
        event = read_event(row, keys, rules)
        if event is not None:
            found.events.append(event)
            _note(found, event, row)
        elif row.voided and row.activity in keys:
            fact = Fact(row.timestamp, tell_voided(row), row.statement_id, withdrawn=True)
            found.facts[keys[row.activity]].append(fact)


def _note(found: _Read, event: Event, row: "StatementRow") -> None:
    text = tell(event, row, is_elsewhere=event.item in found.elsewhere)
    if text:
        found.facts[event.item].append(Fact(event.mark.timestamp, text, row.statement_id))
    else:
        found.places[event.item] += 1


def _proof(step: Step, read: _Read, state: State) -> Proof:
    moment = fulfilled_at(state.items.get(step.key), graded=step.graded)
    deciding = _deciding(step, read.events, moment)
    facts = [_marked(fact, deciding) for fact in read.facts.get(step.key, ())]
    shown = facts
    if len(facts) > SHOWN:
        ends = facts[: SHOWN // 2] + facts[-SHOWN // 2 :]
        shown = [fact for fact in facts if fact in ends or fact.decides]
    return Proof(
        step=step,
        rule=rule_in_words(step.rule, is_elsewhere=step.kind == TOOL),
        facts=tuple(shown),
        left_out=len(facts) - len(shown),
        saved_places=read.places.get(step.key, 0),
    )


def _deciding(step: Step, events: list[Event], moment: dt.datetime | None) -> UUID | None:
    """Return the statement by which a step was first done."""
    if moment is None:
        return None
    for event in events:
        by_itself = fold([event]).items[event.item]
        if event.item == step.key and fulfilled_at(by_itself, graded=step.graded) == moment:
            return event.mark.statement_id
    return None


def _marked(fact: Fact, deciding: UUID | None) -> Fact:
    if fact.statement_id != deciding:
        return fact
    return Fact(fact.at, fact.text, fact.statement_id, decides=True)


def _agrees(enrolment: "Enrolment", course: Course, summary: Summary, state: State) -> bool:
    """Tell whether what the pages show is what the statements say."""
    row = Progress.objects.filter(enrolment=enrolment).first()
    if row is None:
        return not state.items
    names = ("percent", "done", "total", "completed_at", "passed_at", "score_scaled")
    shown: list[Any] = [getattr(row, name) for name in names]
    steps = all(
        step.fulfilled_at == fulfilled_at(state.items.get(step.key), graded=step.graded)
        for step in course.steps
    )
    return steps and shown == [getattr(summary, name) for name in names]
