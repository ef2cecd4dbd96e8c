"""The two milestones of a seat: enough steps, enough points; pure but for the rows it reads."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from courses.learning.fold import PlannedItem, counted

if TYPE_CHECKING:
    from courses.learning.models import Attempt, ItemProgress, Progress
    from courses.modules.terms import Terms


class Milestone(StrEnum):
    """What can be reached on a seat."""

    PARTICIPATION = "participation"
    ACHIEVEMENT = "achievement"


@dataclass(frozen=True, slots=True)
class Reached:
    """A milestone that was reached: when, and with which share of the points."""

    milestone: Milestone
    at: dt.datetime
    score: Decimal | None = None


def steps_needed(total: int, percent: int) -> int:
    """Return how many of the counting steps make up the share; never fewer than one."""
    return max(1, -(-total * percent // 100))


def steps_left(*, done: int, total: int, percent: int) -> int:
    """Return how many steps are missing until the share is reached."""
    return max(0, steps_needed(total, percent) - done) if total else 0


def has_points(score: Decimal | None, percent: int) -> bool:
    """Tell whether more than the share of points was reached in all graded tests."""
    return score is not None and score * 100 > percent


def milestones_of(progress: "Progress", terms: "Terms") -> frozenset[Milestone]:
    """Return what a seat has reached; the points alone prove participation, too."""
    if has_points(progress.score_scaled, terms.achievement_percent):
        return frozenset(Milestone)
    needed = steps_needed(progress.total, terms.participation_percent)
    if progress.total and progress.done >= needed:
        return frozenset({Milestone.PARTICIPATION})
    return frozenset()


def participated_at(
    plan: Iterable[PlannedItem], rows: Mapping[UUID, "ItemProgress"], percent: int
) -> dt.datetime | None:
    """Return when enough of the counting steps were fulfilled."""
    needed = counted(plan)
    moments = []
    for item in needed:
        row = rows.get(item.key)
        moment = row and (row.passed_at if item.graded else row.completed_at)
        if moment:
            moments.append(moment)
    place = steps_needed(len(needed), percent)
    return sorted(moments)[place - 1] if len(moments) >= place else None


def scored_at(attempts: Iterable["Attempt"]) -> dt.datetime | None:
    """Return when the last of the best results was handed in; of equal ones the first counts."""
    best: dict[UUID, Attempt] = {}
    for attempt in sorted(attempts, key=lambda one: one.number):
        known = best.get(attempt.item_key)
        if known is None or (attempt.scaled or 0) > (known.scaled or 0):
            best[attempt.item_key] = attempt
    return max((one.submitted_at for one in best.values() if one.submitted_at), default=None)
