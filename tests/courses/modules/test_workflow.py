"""Authors submit, editors approve, and what is approved is frozen."""

import pytest

from courses.modules import selectors, services
from courses.modules.models import Lesson
from courses.modules.studio.services import setup_studio
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CoursePageFactory
from tests.factories.modules import ChapterFactory, LessonFactory
from tests.factories.organisations import ProviderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    provider = ProviderFactory(slug="eigen")
    setup_studio()
    course = CoursePageFactory(provider=provider)
    chapter = ChapterFactory(module=services.ensure_module(course=course, provider=provider))
    lesson = LessonFactory(chapter=chapter, live=False, title="Entwurf")
    lesson.save_revision()
    return lesson


def sign_in(client, capture, role, **place):
    user = UserFactory()
    with capture(execute=True):
        grant(user=user, role=role, **place)
    client.force_login(user)
    return user


def form_data(lesson, **extra):
    data = {
        "title": lesson.title,
        "chapter": lesson.chapter_id,
        "position": 1,
        "minutes": 5,
        "kind": "lesson",
        "required": "on",
        "pass_percent": 60,
        "max_attempts": 0,
        "body-count": 1,
        "body-0-deleted": "",
        "body-0-order": 0,
        "body-0-type": "heading",
        "body-0-id": "",
        "body-0-value": "Überschrift",
    }
    return {**data, **extra}


def edit_address(lesson):
    return f"/admin/snippets/modules/lesson/edit/{lesson.pk}/"


def test_publish_by_author_is_not_possible(client, draft, django_capture_on_commit_callbacks):
    provider = draft.chapter.module.provider
    sign_in(client, django_capture_on_commit_callbacks, Role.AUTHOR, provider=provider)
    data = form_data(draft, **{"action-publish": "1"})
    client.post(edit_address(draft), data)
    draft.refresh_from_db()
    assert not draft.live


def test_submit_and_approve_publishes_and_freezes(
    client, draft, django_capture_on_commit_callbacks
):
    provider = draft.chapter.module.provider
    sign_in(client, django_capture_on_commit_callbacks, Role.AUTHOR, provider=provider)
    data = form_data(draft, **{"action-submit": "1"})
    assert client.post(edit_address(draft), data).status_code == 302
    task = Lesson.objects.get().current_workflow_task_state
    assert task is not None
    sign_in(client, django_capture_on_commit_callbacks, Role.EDITOR)
    address = f"/admin/snippets/modules/lesson/workflow/action/{draft.pk}/approve/{task.pk}/"
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(address, {"comment": "Gut."})
    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.live
    version = selectors.current_version(draft.chapter.module.course)
    assert [item.title for unit in selectors.outline(version) for item in unit.items] == ["Entwurf"]


def test_approve_by_author_is_refused(client, draft, django_capture_on_commit_callbacks):
    provider = draft.chapter.module.provider
    sign_in(client, django_capture_on_commit_callbacks, Role.AUTHOR, provider=provider)
    client.post(edit_address(draft), form_data(draft, **{"action-submit": "1"}))
    task = Lesson.objects.get().current_workflow_task_state
    address = f"/admin/snippets/modules/lesson/workflow/action/{draft.pk}/approve/{task.pk}/"
    client.post(address, {"comment": ""})
    draft.refresh_from_db()
    assert not draft.live


def test_publish_by_editor_is_possible(client, draft, django_capture_on_commit_callbacks):
    sign_in(client, django_capture_on_commit_callbacks, Role.EDITOR)
    client.post(edit_address(draft), form_data(draft, **{"action-publish": "1"}))
    draft.refresh_from_db()
    assert draft.live


def test_setup_studio_twice_changes_nothing(draft):
    assert setup_studio() == setup_studio() == 1


def test_preview_shows_lesson_as_learners_see_it(client, draft, django_capture_on_commit_callbacks):
    provider = draft.chapter.module.provider
    sign_in(client, django_capture_on_commit_callbacks, Role.AUTHOR, provider=provider)
    address = f"/admin/snippets/modules/lesson/preview/{draft.pk}/"
    client.post(address, form_data(draft))
    page = client.get(address)
    assert page.status_code == 200
    assert "<h2>Überschrift</h2>" in page.content.decode()
