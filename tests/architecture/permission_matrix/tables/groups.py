"""Rows of members.groups: human resources define them, training officers see their own people."""

from typing import Any

from tests.architecture.permission_matrix.actors import HR, HR_STAFF, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.architecture.permission_matrix.tables.people import town
from tests.factories.groups import StaffGroupFactory


def a_group(world: World, place: Place) -> dict[str, Any]:
    """Return a group to which everybody of the place's department belongs."""
    group = StaffGroupFactory(
        municipality=place.municipality, position_words="", in_departments=[place.department]
    )
    return {"key": group.pk}


BOTH = ("get", "post")
ROWS = (
    Row("staff_groups:list", HR_STAFF),
    Row("staff_groups:list", HR_STAFF, query=town),
    Row("staff_groups:add", HR, query=town, methods=BOTH),
    Row("staff_groups:detail", HR_STAFF, a_group),
    Row("staff_groups:change", HR, a_group, methods=BOTH),
    Row("staff_groups:remove", HR, a_group, methods=BOTH),
)
