"""A renewal that begins with the test: what the test proves, and what is left to learn; pure.

A chapter is proven when its questions bring the test's pass mark. Who passes the whole test with
every chapter learns nothing again; else what was missed and what has changed is to be learnt.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from courses.modules.goals import Goal
    from courses.modules.questions import Graded

# By which way somebody has renewed a proof.
BY_TEST, BY_PARTS, BY_LEARNING = "test", "test_and_parts", "learning"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the first test of a renewal says; chapters by their places."""

    passed: bool
    waived: frozenset[UUID]
    reached: frozenset[int]
    missed: frozenset[int]


def reached_goals(
    goals: Iterable["Goal"], graded: Iterable["Graded"], percent: int
) -> frozenset[int]:
    """Return the chapters whose questions brought at least the pass mark; nothing asked: none."""
    answered = list(graded)
    found = set()
    for goal in goals:
        mine = [one for one in answered if one.question.id in goal.questions]
        possible = sum(one.question.points for one in mine)
        points = sum(one.credit * one.question.points for one in mine)
        if possible and points * 100 >= percent * possible:
            found.add(goal.place)
    return frozenset(found)


def judge(
    goals: Collection["Goal"],
    reached: frozenset[int],
    *,
    enough: bool,
    changed: Collection[UUID] = (),
    done: Collection[UUID] = (),
) -> Verdict:
    """Return what a test proves; `enough`: the whole of it brought the pass mark.

    A chapter that has been learnt on this seat already, `done`, is missed no more.
    """
    missed = [goal for goal in goals if goal.place not in reached]
    left = frozenset(goal.place for goal in missed if not set(goal.items) <= set(done))
    whole = enough and not missed
    proven = {key for goal in goals if goal.place in reached for key in goal.items}
    return Verdict(
        passed=enough and not left,
        waived=frozenset(proven if whole else proven - set(changed)) - set(done),
        reached=reached,
        missed=left,
    )


def kept_questions(
    asked: Iterable[str], goals: Iterable["Goal"], reached: frozenset[int]
) -> list[str]:
    """Return which of the questions asked need not be asked again."""
    proven = {question for goal in goals if goal.place in reached for question in goal.questions}
    return [one for one in asked if one in proven]


def way(provable: Collection[UUID], waived: Collection[UUID]) -> str:
    """Return by which way a completed renewal was proven."""
    if not waived:
        return BY_LEARNING
    return BY_TEST if set(provable) <= set(waived) else BY_PARTS
