"""Rows of courses.insight: who writes for the provider and its analysts; no office does."""

from typing import Any

from courses.modules.papers import papers_of
from tests.architecture.permission_matrix.actors import AUTHORS, A, Place, World
from tests.architecture.permission_matrix.rows import Row
from tests.factories.modules import make_module

READERS = AUTHORS | {A.ANALYST}


def a_module(world: World, place: Place) -> dict[str, Any]:
    """Return a module of the place's provider."""
    return {"module": make_module(provider=place.provider, lessons=0).pk}


def a_question(world: World, place: Place) -> dict[str, Any]:
    """Return a question of such a module."""
    module = make_module(provider=place.provider, lessons=0)
    ((key, paper),) = papers_of(module.versions.get()).items()
    return {"module": module.pk, "item": key, "question": paper.questions[0].id}


ROWS = (
    Row("insight:overview", READERS),
    Row("insight:bank", READERS),
    Row("insight:module", READERS, a_module),
    Row("insight:items_file", READERS, a_module),
    Row("insight:questions_file", READERS, a_module),
    Row("insight:question", READERS, a_question),
)
