"""Who reviews for a provider reads its drafts; who writes for another one does not mix the two."""

import pytest

from courses.modules import services
from courses.modules.models import Lesson
from courses.modules.studio.scoping import may_do, own_rows
from members.roles import rules
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.catalogue import CoursePageFactory
from tests.factories.modules import ChapterFactory, LessonFactory
from tests.factories.organisations import ProviderFactory

pytestmark = pytest.mark.django_db

EDIT, DELETE = "/admin/snippets/modules/lesson/edit/", "/admin/snippets/modules/lesson/delete/"


@pytest.fixture
def elsewhere():
    """A draft of another provider."""
    provider = ProviderFactory(slug="zweite")
    course = CoursePageFactory(provider=provider, title="Zweiter Kurs")
    module = services.ensure_module(course=course, provider=provider)
    lesson = LessonFactory(chapter=ChapterFactory(module=module), title="Zweite", live=False)
    lesson.save_revision()
    return lesson


def provider_of(lesson):
    return lesson.chapter.module.provider


@pytest.fixture
def both(draft, elsewhere, enter):
    """Somebody who writes for the first provider and reviews for the second."""
    user = enter(Role.AUTHOR, provider=provider_of(draft))
    grant(user=user, role=Role.REVIEWER, provider=provider_of(elsewhere))
    user.refresh_from_db()
    return user


@pytest.mark.parametrize(
    ("role", "deeds"),
    [
        (Role.PROVIDER_OWNER, {"view", "add", "change", "delete", "choose"}),
        (Role.AUTHOR, {"view", "add", "change", "delete", "choose"}),
        (Role.REVIEWER, {"view"}),
        (Role.TUTOR, set()),
        (Role.ANALYST, set()),
        (Role.EDITOR, {"view", "add", "change", "delete", "choose", "publish"}),
    ],
)
def test_deeds_follow_the_role(enter, draft, role, deeds):
    place = {} if role is Role.EDITOR else {"provider": provider_of(draft)}
    user = enter(role, **place)
    every = ("view", "add", "change", "delete", "choose", "publish")
    assert {deed for deed in every if rules.may(user, deed)} == deeds
    for deed in every:
        rows = rules.visible(
            Lesson.objects.all(), user, provider="chapter__module__provider", deeds=[deed]
        )
        assert rows.exists() is (deed in deeds)


def test_list_shows_both_and_names_the_module_of_each(client, both, draft, elsewhere):
    text = client.get("/admin/snippets/modules/lesson/").content.decode()
    assert all(title in text for title in ("Eigener Kurs", "Zweiter Kurs"))
    assert f"{EDIT}{draft.pk}/" in text


def test_reviewed_draft_cannot_be_changed_by_the_right_to_write_elsewhere(
    client, both, draft, elsewhere
):
    assert set(own_rows(Lesson, both)) == {draft, elsewhere}
    assert set(own_rows(Lesson, both, "change")) == {draft}
    assert client.get(f"{EDIT}{draft.pk}/").status_code == 200
    for address in (f"{EDIT}{elsewhere.pk}/", f"{DELETE}{elsewhere.pk}/"):
        for answer in (client.get(address), client.post(address, {})):
            assert (answer.status_code, answer.headers.get("Location")) == (302, "/admin/")
    assert Lesson.objects.filter(pk=elsewhere.pk).exists()


def test_review_in_hand_opens_the_editor(both, draft, elsewhere):
    """The workflow's task names the groups that may edit what lies with them."""
    assert not may_do(both, "change", elsewhere)
    state = elsewhere.get_workflow().start(elsewhere, both)
    task = state.current_task_state.task.specific
    task.groups.set(both.groups.filter(name__endswith=":reviewer"))
    row = Lesson.objects.get(pk=elsewhere.pk)
    assert may_do(both, "change", row)
    assert not may_do(both, "delete", row)


def test_reviewer_enters_the_admin_and_tutor_does_not(client, enter, draft):
    enter(Role.REVIEWER, provider=provider_of(draft))
    assert client.get("/admin/").status_code == 200
    assert "Entwurf" in client.get("/admin/snippets/modules/lesson/").content.decode()
    assert client.get("/admin/snippets/modules/lesson/add/").status_code == 302
    enter(Role.TUTOR, provider=provider_of(draft))
    assert client.get("/admin/").status_code == 302
