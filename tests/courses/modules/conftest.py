"""People and drafts of the studio."""

import pytest

from courses.modules import services
from courses.modules.studio.services import setup_studio
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CoursePageFactory
from tests.factories.modules import ChapterFactory, LessonFactory
from tests.factories.organisations import ProviderFactory


@pytest.fixture
def draft():
    """A lesson of the provider "eigen" that nobody has published yet."""
    provider = ProviderFactory(slug="eigen", short_name="HS Eigen")
    setup_studio()
    course = CoursePageFactory(provider=provider, title="Eigener Kurs")
    module = services.ensure_module(course=course, provider=provider)
    lesson = LessonFactory(
        chapter=ChapterFactory(module=module, title="Einstieg"), live=False, title="Entwurf"
    )
    lesson.save_revision()
    return lesson


@pytest.fixture
def enter(client, django_capture_on_commit_callbacks):
    """Return a deed: sign in as somebody new with a role."""

    def enter(role, **place):
        user = UserFactory()
        with django_capture_on_commit_callbacks(execute=True):
            grant(user=user, role=role, **place)
        client.force_login(user)
        return user

    return enter
