"""Turn what was learnt into counts: one pass over what happened, in plain values."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone

from campus.kit import dates
from courses.insight.measures import Sums, band_of, rest_share
from courses.insight.models import WHOLE
from courses.insight.release import in_sample, in_sample_of_answers
from courses.modules import questions as asking
from courses.modules import selectors as modules
from courses.modules.papers import paper_of

if TYPE_CHECKING:
    from courses.learning.models import Attempt
    from courses.learning.selectors import BegunSeat, TakenStep
    from courses.modules.models import ModuleVersion

BEGUN, FINISHED = "begun", "finished"
REACHED, DONE, TOOK = "reached", "done", "took:"
ASKED, RIGHT, PARTLY, OMITTED, CHOSE = "asked", "right", "partly", "omitted", "chose:"
SUMS = "sum:"


class Cell(NamedTuple):
    """What is counted, of which edition and in which month."""

    module: int
    edition: int
    item: uuid.UUID
    question: str
    name: str
    month: dt.date


Counts = Counter[Cell]


@dataclass(frozen=True, slots=True)
class Span:
    """From the beginning of one month to the end of another."""

    begin: dt.datetime
    end: dt.datetime

    def holds(self, moment: dt.datetime | None) -> bool:
        """Tell whether something happened, and within the span."""
        return moment is not None and self.begin <= moment < self.end


def month_of(moment: dt.datetime) -> dt.date:
    """Return the month of a moment in the platform's time zone."""
    return dates.month_start(timezone.localdate(moment))


def count_seats(counts: Counts, seats: "Iterable[BegunSeat]", span: Span) -> None:
    """Count who has begun and who has finished."""
    for seat in seats:
        for name, moment in ((BEGUN, seat.started_at), (FINISHED, seat.completed_at)):
            if moment is not None and span.holds(moment):
                counts[Cell(seat.module, seat.edition, WHOLE, "", name, month_of(moment))] += 1


def count_steps(counts: Counts, steps: "Iterable[TakenStep]", span: Span) -> None:
    """Count who has reached an item, who has fulfilled it, and how long that took."""
    for step in steps:
        graded = step.item in _graded(step.version)
        fulfilled = step.passed_at if graded else step.completed_at
        if step.first_seen_at is not None and span.holds(step.first_seen_at):
            counts[_cell(step, REACHED, step.first_seen_at)] += 1
        if fulfilled is None or not span.holds(fulfilled):
            continue
        counts[_cell(step, DONE, fulfilled)] += 1
        if step.first_seen_at is not None and not step.is_test:
            band = band_of(fulfilled - step.first_seen_at)
            counts[_cell(step, f"{TOOK}{band}", fulfilled)] += 1


def _graded(version: "ModuleVersion") -> frozenset[uuid.UUID]:
    outline = (item for unit in modules.outline(version) for item in unit.items)
    return frozenset(item.key for item in outline if item.graded and item.kind == "quiz")


def _cell(step: "TakenStep", name: str, moment: dt.datetime) -> Cell:
    version = step.version
    return Cell(version.module_id, version.number, step.item, "", name, month_of(moment))


def count_attempts(counts: Counts, attempts: "Iterable[Attempt]") -> None:
    """Count first attempts: how long they took, and what was answered to each question."""
    for attempt in attempts:
        version = attempt.version or attempt.enrolment.version
        paper = paper_of(version, attempt.item_key)
        if paper is None or attempt.submitted_at is None:
            continue
        month = month_of(attempt.submitted_at)
        place = (version.module_id, version.number, attempt.item_key)
        band = band_of(attempt.submitted_at - attempt.started_at)
        counts[Cell(*place, "", f"{TOOK}{band}", month)] += 1
        if paper.is_drawn and not in_sample(attempt.pk):
            continue
        result = asking.grade(paper.asked(attempt.asked), attempt.answers)
        points = [(entry.credit, entry.question.points) for entry in result.per_question]
        chosen = in_sample_of_answers(attempt.pk)
        for number, entry in enumerate(result.per_question):
            found = _answer(entry, points, number, chosen=chosen)
            for name, count in found.items():
                counts[Cell(*place, entry.question.id, name, month)] += count


def _answer(
    entry: asking.Graded, points: list[tuple[Decimal, int]], place: int, *, chosen: bool
) -> Counter[str]:
    """Return what one answer adds to the counts of its question."""
    found = Counter({ASKED: 1})
    if not entry.answered:
        found[OMITTED] = 1
    elif entry.correct:
        found[RIGHT] = 1
    elif entry.credit > 0:
        found[PARTLY] = 1
    if chosen and isinstance(entry.question, asking.ChoiceQuestion):
        found.update(f"{CHOSE}{option}" for option in entry.answer)
    rest = rest_share(points, place)
    if rest is not None:
        sums = Sums.of([(entry.credit, rest)])
        found.update({f"{SUMS}{name}": getattr(sums, name) for name in Sums.__slots__})
    return found
