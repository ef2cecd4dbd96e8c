"""Whatever an author does costs the same number of queries in a short and in a long module."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.modules import services
from courses.modules.studio.services import setup_studio
from members.roles.catalogue import Role
from tests.courses.modules.deeds import DEEDS
from tests.factories.catalogue import CoursePageFactory
from tests.factories.modules import ChapterFactory, LessonFactory
from tests.factories.organisations import ProviderFactory


def module_of(provider, size):
    """Return a module with so many published lessons in one chapter."""
    course = CoursePageFactory(provider=provider, title=f"Kurs mit {size} Lektionen")
    module = services.ensure_module(course=course, provider=provider)
    LessonFactory.create_batch(size, chapter=ChapterFactory(module=module))
    return module


@pytest.mark.django_db
def test_every_deed_asks_as_often_in_a_long_module(
    client, enter, django_capture_on_commit_callbacks
):
    provider = ProviderFactory(slug="eigen")
    setup_studio()
    enter(Role.EDITOR)
    # The first one fills what is kept between requests.
    counts = {}
    for size in (2, 3, 9):
        module = module_of(provider, size)
        for name, do in DEEDS.items():
            with (
                CaptureQueriesContext(connection) as asked,
                django_capture_on_commit_callbacks(execute=True),
            ):
                assert do(client, module).status_code in (200, 302), name
            counts.setdefault(name, []).append(len(asked))
    few, many = ({name: found[place] for name, found in counts.items()} for place in (1, 2))
    # A new version holds a row for each lesson.
    assert many.pop("publish a lesson") - few.pop("publish a lesson") == 9 - 3
    assert few == many
