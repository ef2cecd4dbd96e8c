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
        "time_limit": 0,
        "completion": "button",
        "seen_percent": 90,
        "change": "edition",
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


def test_new_lesson_is_not_saved_in_background_but_edited_lesson_is(
    client, draft, django_capture_on_commit_callbacks
):
    sign_in(client, django_capture_on_commit_callbacks, Role.EDITOR)
    new = client.get("/admin/snippets/modules/lesson/add/").content.decode()
    edited = client.get(edit_address(draft)).content.decode()
    assert "w-autosave-interval" not in new
    assert "w-autosave-interval" in edited


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


def test_save_chapters_keeps_author_at_module(client, draft, django_capture_on_commit_callbacks):
    module = draft.chapter.module
    sign_in(client, django_capture_on_commit_callbacks, Role.AUTHOR, provider=module.provider)
    address = f"/admin/snippets/modules/module/edit/{module.pk}/"
    data = {
        "chapters-TOTAL_FORMS": 2,
        "chapters-INITIAL_FORMS": 1,
        "chapters-MIN_NUM_FORMS": 0,
        "chapters-MAX_NUM_FORMS": 1000,
        "chapters-0-id": draft.chapter_id,
        "chapters-0-title": "Zweites",
        "chapters-0-ORDER": 2,
        "chapters-1-id": "",
        "chapters-1-title": "Erstes",
        "chapters-1-ORDER": 1,
        "participation_percent": 50,
        "achievement_percent": 50,
    }
    response = client.post(address, data)
    assert response.status_code == 302
    assert response.url.endswith(address)
    assert list(module.chapters.values_list("title", flat=True)) == ["Erstes", "Zweites"]
    refused = client.post(address, {**data, "chapters-0-DELETE": "1"})
    assert refused.status_code == 200
    assert Lesson.objects.filter(pk=draft.pk).exists()


def test_new_course_page_gets_module(client, draft, django_capture_on_commit_callbacks):
    provider = draft.chapter.module.provider
    sign_in(client, django_capture_on_commit_callbacks, Role.AUTHOR, provider=provider)
    home = client.get("/admin/").content.decode()
    address = f"/admin/pages/add/catalogue/coursepage/{provider.page.pk}/"
    assert address in home
    data = {
        "title": "Neuer Kurs",
        "slug": "neuer-kurs",
        "promise": "Sie können es.",
        "description": "null",
        "level": "basic",
        "format": "on_demand",
        "licence": "CC-BY-SA-4.0",
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        "comments-MIN_NUM_FORMS": 0,
        "comments-MAX_NUM_FORMS": 1000,
        "teachers-TOTAL_FORMS": 0,
        "teachers-INITIAL_FORMS": 0,
    }
    assert client.post(address, data).status_code == 302
    module = provider.modules.get(course__title="Neuer Kurs")
    assert not module.course.live


def test_navigation_leads_authors_and_only_them_to_the_studio(
    client, draft, django_capture_on_commit_callbacks
):
    client.force_login(UserFactory())
    assert 'href="/admin/"' not in client.get("/katalog/").content.decode()
    provider = draft.chapter.module.provider
    sign_in(client, django_capture_on_commit_callbacks, Role.AUTHOR, provider=provider)
    assert 'href="/admin/"' in client.get("/katalog/").content.decode()
