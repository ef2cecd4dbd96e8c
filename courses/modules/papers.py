"""A frozen test as plain values, read once: neither its questions nor its rules ever change."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from courses.modules import questions as asking
from courses.modules.models import Item, Lesson, ModuleVersion

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Paper:
    """What a test asks and how it is taken."""

    key: uuid.UUID
    title: str
    graded: bool
    pass_percent: int
    max_attempts: int
    time_limit: int
    shuffle_questions: bool
    shuffle_options: bool
    solution_shown: bool
    groups: tuple[asking.Group, ...]
    # Pairs of a question's id and the place of the unit that it asks about.
    goals: tuple[tuple[str, int], ...] = ()

    @property
    def questions(self) -> list[asking.Question]:
        """Return all questions, those of pools included."""
        return [question for group in self.groups for question in group.questions]

    @property
    def size(self) -> int:
        """Return how many questions an attempt asks."""
        return sum(group.size for group in self.groups)

    @property
    def limit(self) -> int:
        """Return the time limit in minutes, 0 for none: only graded tests have one."""
        return self.time_limit if self.graded else 0

    @property
    def is_drawn(self) -> bool:
        """Tell whether not every attempt asks the same questions."""
        return any(group.size < len(group.questions) for group in self.groups)

    def draw(self, seed: str) -> list[str]:
        """Return the ids of the questions an attempt asks, in order."""
        return asking.draw(self.groups, seed=seed, mix=self.shuffle_questions)

    def asked(self, ids: list[str]) -> list[asking.Question]:
        """Return the questions of these ids in their order; all where there are none."""
        return asking.asked_of(self.questions, ids)


def paper_of(version: "ModuleVersion", key: uuid.UUID) -> Paper | None:
    """Return the test of this key, None where the version has none; one query at first."""
    return _paper(version.pk, version.content_hash, key)


def papers_of(version: "ModuleVersion") -> dict[uuid.UUID, Paper]:
    """Return all tests of a version in their order; one query at first."""
    return dict(_papers(version.pk, version.content_hash))


@lru_cache(maxsize=64)
def _papers(version_id: int, content_hash: str) -> tuple[tuple[uuid.UUID, Paper], ...]:
    items = Item.objects.filter(unit__version_id=version_id, kind="quiz").select_related("unit")
    return tuple((item.key, _read(item)) for item in items)


@lru_cache(maxsize=512)
def _paper(version_id: int, content_hash: str, key: uuid.UUID) -> Paper | None:
    item = Item.objects.filter(unit__version_id=version_id, key=key, kind="quiz").first()
    return None if item is None else _read(item)


def _read(item: Item) -> Paper:
    names = ("key", "title", "graded", "pass_percent", "max_attempts", "time_limit")
    more = ("shuffle_questions", "shuffle_options", "solution_shown")
    facts = {name: getattr(item, name) for name in (*names, *more)}
    goals = tuple(sorted(item.goals.items()))
    return Paper(**facts, groups=tuple(asking.parse_groups(item.body)), goals=goals)


Papers = dict[uuid.UUID, Paper]


def newest_papers(wanted: Mapping[int, int | None]) -> dict[int, tuple[int, Papers]]:
    """Return the tests of modules by primary key, each with the number of its edition.

    `wanted` names an edition of each module; None stands for the newest one. Two queries, however
    many modules there are.
    """
    versions: dict[int, tuple[int, int]] = {}
    rows = ModuleVersion.objects.filter(module__in=list(wanted)).order_by("number", "correction")
    for pk, module, number in rows.values_list("pk", "module_id", "number"):
        if wanted[module] in (None, number):
            versions[module] = (pk, number)
    places = {pk: module for module, (pk, _number) in versions.items()}
    items = Item.objects.filter(unit__version_id__in=list(places), kind="quiz")
    found: dict[int, Papers] = {module: {} for module in versions}
    for item in items.select_related("unit").order_by("unit__position", "position"):
        found[places[item.unit.version_id]][item.key] = _read(item)
    return {module: (versions[module][1], papers) for module, papers in found.items()}


def lessons_with_keys(keys: Iterable[uuid.UUID]) -> "QuerySet[Lesson]":
    """Return the lessons of working copies with these keys, without their content."""
    lessons: QuerySet[Lesson] = Lesson.objects.filter(key__in=list(keys)).defer("body")
    return lessons.select_related("chapter__module")
