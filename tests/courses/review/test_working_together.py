"""Two people at one lesson or module: who else is there, locks, nothing is written over unseen."""

import pytest
from django.urls import reverse

from courses.modules.models import Lesson
from courses.modules.policies import LESSONS
from members.roles.catalogue import Role
from tests.factories.organisations import ProviderFactory
from tests.factories.review import author_of, draft_lesson, holder

pytestmark = pytest.mark.django_db
LESSON = "/admin/snippets/modules/lesson"
MODULE = "/admin/snippets/modules/module"


def ping(client, model, pk, session, **data):
    address = reverse(
        "wagtailadmin_editing_sessions:ping", args=["modules", model, str(pk), session]
    )
    return client.post(address, data)


@pytest.mark.parametrize("model", ["lesson", "module"])
def test_second_editor_is_told_who_else_has_it_open(client, model):
    lesson = draft_lesson()
    pk = lesson.pk if model == "lesson" else lesson.chapter.module_id
    first, second = author_of(lesson), holder(Role.AUTHOR, lesson.chapter.module.provider)
    client.force_login(first)
    session = client.get(f"/admin/snippets/modules/{model}/edit/{pk}/").context["editing_sessions"]
    ping(client, model, pk, session.current_session.pk, is_editing="true")
    client.force_login(second)
    own = client.get(f"/admin/snippets/modules/{model}/edit/{pk}/").context["editing_sessions"]
    answer = ping(client, model, pk, own.current_session.pk)
    assert answer.status_code == 200
    assert "Ada Autorin" in answer.content.decode()


def test_stranger_is_told_nothing_of_who_edits(client):
    lesson = draft_lesson()
    client.force_login(holder(Role.AUTHOR, ProviderFactory()))
    assert ping(client, "lesson", lesson.pk, 1).status_code == 404


def test_draft_stored_meanwhile_is_noticed(client):
    lesson = draft_lesson()
    client.force_login(author_of(lesson))
    session = client.get(f"{LESSON}/edit/{lesson.pk}/").context["editing_sessions"]
    seen = lesson.latest_revision_id
    draft = lesson.get_latest_revision_as_object()
    draft.title = "Von jemand anderem"
    draft.save_revision(user=holder(Role.AUTHOR, lesson.chapter.module.provider))
    answer = ping(client, "lesson", lesson.pk, session.current_session.pk, revision_id=seen)
    assert answer.json()["other_sessions"][0]["revision_id"] != seen


def test_author_locks_a_lesson_and_only_that_author_and_editors_write_on(client):
    lesson = draft_lesson()
    author = author_of(lesson)
    client.force_login(author)
    assert client.post(f"{LESSON}/lock/{lesson.pk}/").status_code == 302
    lesson.refresh_from_db()
    assert lesson.locked_by == author
    colleague = holder(Role.AUTHOR, lesson.chapter.module.provider)
    assert lesson.get_lock().for_user(colleague)
    assert not lesson.get_lock().for_user(author)
    client.force_login(colleague)
    assert "Entwurf speichern" not in client.get(f"{LESSON}/edit/{lesson.pk}/").content.decode()
    client.post(f"{LESSON}/unlock/{lesson.pk}/")
    assert Lesson.objects.get(pk=lesson.pk).locked
    client.force_login(author)
    client.post(f"{LESSON}/unlock/{lesson.pk}/")
    assert not Lesson.objects.get(pk=lesson.pk).locked


@pytest.mark.parametrize(
    ("role", "own", "may"),
    [
        (Role.AUTHOR, True, True),
        (Role.AUTHOR, False, False),
        (Role.EDITOR, None, True),
        (Role.REVIEWER, True, False),
        (Role.OFFICE, None, False),
    ],
)
def test_who_may_lock_a_lesson(role, own, may):
    lesson = draft_lesson()
    provider = lesson.chapter.module.provider if own else ProviderFactory()
    user = holder(role, None if own is None else provider)
    assert LESSONS.user_has_permission_for_instance(user, "lock", lesson) is may


def chapters(lesson, loaded, title):
    return {
        "chapters-TOTAL_FORMS": 1,
        "chapters-INITIAL_FORMS": 1,
        "chapters-MIN_NUM_FORMS": 0,
        "chapters-MAX_NUM_FORMS": 1000,
        "chapters-0-id": lesson.chapter_id,
        "chapters-0-title": title,
        "chapters-0-ORDER": 1,
        "participation_percent": 50,
        "achievement_percent": 50,
        "loaded": loaded,
    }


def test_module_changed_meanwhile_is_not_written_over_unseen(client):
    lesson = draft_lesson()
    module = lesson.chapter.module
    client.force_login(author_of(lesson))
    address = f"{MODULE}/edit/{module.pk}/"
    panel = client.get(address).content.decode()
    loaded = panel.split('name="loaded" value="')[1].split('"')[0]
    assert client.post(address, chapters(lesson, loaded, "Neu")).status_code == 302
    late = client.post(address, chapters(lesson, loaded, "Zu spät"))
    assert late.status_code == 200
    text = late.content.decode()
    assert "Jemand anderes hat dieses Modul geändert" in text
    assert "Zu spät" in text
    assert module.chapters.get().title == "Neu"
    again = text.split('name="loaded" value="')[1].split('"')[0]
    assert client.post(address, chapters(lesson, again, "Bewusst")).status_code == 302
    assert module.chapters.get().title == "Bewusst"


def test_comparison_of_wagtail_leads_to_the_words_of_the_review(client):
    lesson = draft_lesson()
    client.force_login(author_of(lesson))
    first = lesson.latest_revision_id
    answer = client.get(f"{LESSON}/history/{lesson.pk}/revisions/compare/{first}...live/")
    assert answer.status_code == 302
    expected = reverse("review:compare", args=[lesson.pk])
    assert answer.url == f"{expected}?von={first}&bis=veroeffentlicht"
