"""Rows of courses.catalogue: everybody reads, authors write for their own provider."""

from typing import Any

from tests.architecture.permission_matrix.actors import AUTHORS, EVERYBODY, A, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.factories.catalogue import CoursePageFactory

EDITORS = frozenset({A.EDITOR, A.SUPERUSER})


def a_course(world: World, place: Place) -> dict[str, Any]:
    """Return a course page of the place's provider."""
    return {"page_id": CoursePageFactory(provider=place.provider).pk}


ROWS = (
    Row("catalogue:search", EVERYBODY),
    Row("wagtailadmin_pages:edit", AUTHORS | EDITORS, a_course, there=EDITORS),
    Row("wagtailadmin_pages:history", AUTHORS | EDITORS, a_course, there=EDITORS),
)
