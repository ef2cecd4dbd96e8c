"""What has to be learnt on a version, as the fold needs it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from courses.learning.fold import PlannedItem
from courses.learning.package_results import needs_score
from courses.modules import selectors as modules
from courses.modules.identifiers import activity_id

if TYPE_CHECKING:
    from courses.modules.models import ModuleVersion
    from courses.modules.selectors import OutlineItem

QUIZ = "quiz"


@dataclass(frozen=True, slots=True)
class Plan:
    """The items of a frozen version, and under which identifiers statements name them."""

    items: tuple[PlannedItem, ...]
    keys: dict[str, UUID]
    rules: dict[UUID, str]


def is_graded(item: "OutlineItem") -> bool:
    """Tell whether an item has to be passed: a test, or a package that needs a score."""
    return item.graded and (item.kind == QUIZ or needs_score(item.rule))


def plan_of(version: "ModuleVersion") -> Plan:
    """Return the plan of a version; the syllabus is cached, since a version never changes."""
    outline = [item for unit in modules.outline(version) for item in unit.items]
    items = tuple(PlannedItem(item.key, item.required, is_graded(item)) for item in outline)
    return Plan(
        items=items,
        keys={activity_id(item.key): item.key for item in items},
        rules={item.key: item.rule for item in outline},
    )
