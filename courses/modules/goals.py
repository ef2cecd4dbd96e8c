"""What the test of a version can prove: which of its questions ask about which chapter.

A renewal may begin with the test where exactly one graded test counts, and every attempt at it
asks about every chapter that holds something to learn.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from courses.modules import completion
from courses.modules.models import Item, Kind
from courses.modules.papers import Paper, papers_of
from courses.modules.questions.collecting import without_notes
from courses.modules.selectors import OutlineItem, OutlineUnit, editions_of, outline

if TYPE_CHECKING:
    from courses.modules.models import ModuleVersion

NO_TEST, SEVERAL, NOTHING, UNCOVERED = "no_test", "several_tests", "nothing_else", "uncovered"


@dataclass(frozen=True, slots=True)
class Goal:
    """A chapter, the steps in it that a test can stand for, and the questions about it."""

    place: int
    title: str
    items: tuple[uuid.UUID, ...]
    questions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Proving:
    """What the test of a version proves; `lack` says why it proves nothing."""

    test: uuid.UUID | None = None
    goals: tuple[Goal, ...] = ()
    lack: str = ""
    # The chapters that not every attempt asks about.
    uncovered: tuple[str, ...] = ()

    @property
    def is_possible(self) -> bool:
        """Tell whether a renewal may begin with the test."""
        return not self.lack


def proving(version: "ModuleVersion") -> Proving:
    """Return what the test of a version proves; a few queries at first, then none."""
    return proven_by(outline(version), papers_of(version))


def proven_by(units: Iterable[OutlineUnit], papers: dict[uuid.UUID, Paper]) -> Proving:
    """Return what a test proves, from the syllabus and its tests; pure."""
    units = list(units)
    graded = [entry for unit in units for entry in unit.items if entry.graded]
    tests = [entry for entry in graded if entry.kind == Kind.QUIZ and entry.required]
    if not tests:
        return Proving(lack=NO_TEST)
    if len(graded) > 1:
        return Proving(lack=SEVERAL)
    test = tests[0]
    goals = tuple(_goals(units, papers[test.key]))
    if not goals:
        return Proving(test.key, lack=NOTHING)
    open_ones = tuple(goal.title for goal in goals if not is_always_asked(goal, papers[test.key]))
    return Proving(test.key, goals, UNCOVERED if open_ones else "", open_ones)


def _goals(units: list[OutlineUnit], paper: Paper) -> Iterable[Goal]:
    """Yield the chapters that hold something to learn, each with its questions."""
    named = dict(paper.goals)
    for place, unit in enumerate(units, start=1):
        items = tuple(entry.key for entry in unit.items if can_be_proven(entry))
        stands_here = any(entry.key == paper.key for entry in unit.items)
        usual = place if stands_here else 0
        asked = [one.id for one in paper.questions if named.get(one.id, usual) == place]
        if items:
            yield Goal(place, unit.title, items, frozenset(asked))


def can_be_proven(entry: OutlineItem) -> bool:
    """Tell whether knowing stands for learning: never for what has to be confirmed as read."""
    is_word = completion.read(entry.rule).name == completion.CONFIRMED
    return entry.required and not entry.graded and not is_word


def is_always_asked(goal: Goal, paper: Paper) -> bool:
    """Tell whether every attempt asks about a chapter, whatever is drawn."""
    for group in paper.groups:
        others = sum(question.id not in goal.questions for question in group.questions)
        if group.size > others:
            return True
    return False


def changed_since(earlier: "ModuleVersion", version: "ModuleVersion") -> frozenset[uuid.UUID]:
    """Return the steps of a version whose content is not what it was in an earlier edition.

    Corrections of the earlier edition have changed nothing that was to be learnt.
    """
    if earlier.module_id != version.module_id:
        return frozenset(entry.key for unit in outline(version) for entry in unit.items)
    if earlier.number == version.number:
        return frozenset()
    editions = {one.number: one for one in editions_of(version.module)}
    before = editions.get(earlier.number, earlier)
    return _changed(before.pk, before.content_hash, version.pk, version.content_hash)


@lru_cache(maxsize=256)
def _changed(
    earlier_id: int, earlier_hash: str, version_id: int, content_hash: str
) -> frozenset[uuid.UUID]:
    before, now = _contents(earlier_id), _contents(version_id)
    return frozenset(key for key, content in now.items() if before.get(key) != content)


def _contents(version_id: int) -> dict[uuid.UUID, tuple[object, ...]]:
    """Return what is learnt in each step of a version."""
    items = Item.objects.filter(unit__version_id=version_id)
    return {
        item.key: (
            *(item.kind, item.package_id, item.tool_content_id),
            without_notes(item.body.raw_data),
        )
        for item in items
    }
