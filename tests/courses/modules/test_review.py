"""The review before publishing: what is refused, what comes back, what learners get."""

import pytest

from courses.modules import selectors, services
from courses.modules.errors import Incomplete, UngradableTest
from courses.modules.models import Lesson
from members.roles.catalogue import Role
from tests.courses.modules.forms import LESSONS, form_data
from tests.factories.modules import LessonFactory, QuizFactory, paragraph, question
from tests.factories.organisations import ProviderFactory

pytestmark = pytest.mark.django_db
NO_QUESTION = "Geben Sie dem benoteten Test „Entwurf“ die Art „Test“ und mindestens eine Frage."
INCOMPLETE = "„Entwurf“ ist noch unvollständig."


def review(client, lesson, action, capture, comment="", **headers):
    """Approve or reject the lesson from the list of open reviews."""
    task = Lesson.objects.get(pk=lesson.pk).current_workflow_task_state
    with capture(execute=True):
        return client.post(
            f"{LESSONS}workflow/action/{lesson.pk}/{action}/{task.pk}/",
            {"comment": comment},
            headers=headers,
        )


def submit(client, lesson, **extra):
    return client.post(f"{LESSONS}edit/{lesson.pk}/", form_data(lesson, "submit", **extra))


def owner(lesson):
    return lesson.chapter.module.provider


@pytest.fixture
def submitted(client, draft, enter):
    """The draft as its author has submitted it; an editor is signed in."""
    author = enter(Role.AUTHOR, provider=owner(draft))
    assert submit(client, draft).status_code == 302
    enter(Role.EDITOR)
    draft.author = author
    return draft


@pytest.mark.parametrize("action", ["submit", "publish"])
@pytest.mark.parametrize("kind", ["quiz", "lesson"])
def test_graded_test_without_question_is_refused_with_sentence(client, draft, enter, action, kind):
    enter(Role.EDITOR)
    data = form_data(draft, action, graded="on", kind=kind, title="Entwurf")
    answer = client.post(f"{LESSONS}edit/{draft.pk}/", data)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert NO_QUESTION in page
    assert "Merksatz" in page
    draft.refresh_from_db()
    assert not draft.live
    assert not draft.workflow_in_progress


def test_new_graded_test_without_question_is_refused_too(client, draft, enter):
    enter(Role.AUTHOR, provider=owner(draft))
    data = form_data(draft, "submit", graded="on", kind="quiz")
    answer = client.post(f"{LESSONS}add/", data)
    assert NO_QUESTION in answer.content.decode()
    assert Lesson.objects.count() == 1


def test_draft_of_graded_test_without_question_is_kept(client, draft, enter):
    enter(Role.AUTHOR, provider=owner(draft))
    data = form_data(draft, graded="on", kind="quiz")
    assert client.post(f"{LESSONS}edit/{draft.pk}/", data).status_code == 302
    assert Lesson.objects.get().get_latest_revision_as_object().graded


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"graded": "on", "kind": "quiz"}, NO_QUESTION), ({"body-0-value": ""}, INCOMPLETE)],
)
@pytest.mark.parametrize("requested_with", ["", "XMLHttpRequest"])
def test_approve_of_incomplete_draft_is_refused_with_sentence(
    client, submitted, django_capture_on_commit_callbacks, change, sentence, requested_with
):
    client.post(f"{LESSONS}edit/{submitted.pk}/", form_data(submitted, **change))
    headers = {"X-Requested-With": requested_with} if requested_with else {}
    answer = review(client, submitted, "approve", django_capture_on_commit_callbacks, **headers)
    assert answer.status_code == (200 if requested_with else 302)
    page = client.get(f"{LESSONS}edit/{submitted.pk}/").content.decode()
    assert sentence in page
    lesson = Lesson.objects.get()
    assert not lesson.live
    assert lesson.workflow_in_progress


def test_reject_of_incomplete_draft_is_possible(
    client, submitted, django_capture_on_commit_callbacks
):
    client.post(f"{LESSONS}edit/{submitted.pk}/", form_data(submitted, **{"body-0-value": ""}))
    review(client, submitted, "reject", django_capture_on_commit_callbacks, "Fehlt.")
    assert not Lesson.objects.get().workflow_in_progress


def test_reject_with_reason_leaves_draft_and_tells_author(
    client, submitted, mailoutbox, django_capture_on_commit_callbacks
):
    mailoutbox.clear()
    review(client, submitted, "reject", django_capture_on_commit_callbacks, "Bitte kürzen.")
    lesson = Lesson.objects.get()
    assert not lesson.live
    assert selectors.current_version(lesson.chapter.module.course) is None
    [mail] = mailoutbox
    assert mail.to == [submitted.author.email]
    assert "Entwurf" in mail.subject
    assert "Bitte kürzen." in mail.body
    client.force_login(submitted.author)
    assert "Bitte kürzen." in client.get(f"{LESSONS}edit/{lesson.pk}/").content.decode()


def test_submit_tells_editors_and_not_the_author(client, draft, enter, mailoutbox):
    editor = enter(Role.EDITOR)
    author = enter(Role.AUTHOR, provider=owner(draft))
    submit(client, draft)
    told = {address for mail in mailoutbox for address in mail.to}
    assert editor.email in told
    assert author.email not in told
    assert "Entwurf" in mailoutbox[0].subject


def test_submit_again_after_rejection_and_approve_publishes(
    client, submitted, enter, django_capture_on_commit_callbacks
):
    review(client, submitted, "reject", django_capture_on_commit_callbacks, "Nein.")
    client.force_login(submitted.author)
    submit(client, submitted, title="Überarbeitet")
    enter(Role.EDITOR)
    review(client, submitted, "approve", django_capture_on_commit_callbacks)
    version = selectors.current_version(submitted.chapter.module.course)
    assert [item.title for unit in selectors.outline(version) for item in unit.items] == [
        "Überarbeitet"
    ]


def test_approve_change_of_published_lesson_makes_second_version(
    client, submitted, enter, django_capture_on_commit_callbacks
):
    review(client, submitted, "approve", django_capture_on_commit_callbacks)
    course = submitted.chapter.module.course
    first = selectors.current_version(course)
    client.force_login(submitted.author)
    submit(client, submitted, title="Neu gefasst")
    assert selectors.current_version(course) == first
    enter(Role.EDITOR)
    review(client, submitted, "approve", django_capture_on_commit_callbacks)
    second = selectors.current_version(course)
    assert second.number == 2
    assert selectors.item(first, submitted.key).title == "Entwurf"
    assert selectors.item(second, submitted.key).title == "Neu gefasst"


def test_approve_twice_publishes_once(client, submitted, django_capture_on_commit_callbacks):
    task = Lesson.objects.get().current_workflow_task_state
    address = f"{LESSONS}workflow/action/{submitted.pk}/approve/{task.pk}/"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"comment": ""})
        again = client.post(address, {"comment": ""})
    assert again.status_code == 302
    assert submitted.chapter.module.versions.count() == 1


def test_approve_by_editor_is_possible_for_every_provider_but_not_by_foreign_author(
    client, submitted, enter, django_capture_on_commit_callbacks
):
    enter(Role.AUTHOR, provider=ProviderFactory())
    answer = review(client, submitted, "approve", django_capture_on_commit_callbacks)
    assert answer.status_code == 404
    assert not Lesson.objects.get().live


def test_author_withdraws_own_submission(client, submitted):
    client.force_login(submitted.author)
    client.post(f"{LESSONS}edit/{submitted.pk}/", form_data(submitted, "cancel-workflow"))
    lesson = Lesson.objects.get()
    assert not lesson.workflow_in_progress
    assert not lesson.live


def test_unpublish_by_author_is_refused_and_by_editor_freezes_anew(
    client, draft, enter, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        services.publish_lesson(lesson=draft)
        services.publish_lesson(lesson=LessonFactory(chapter=draft.chapter, title="Bleibt"))
    address = f"{LESSONS}unpublish/{draft.pk}/"
    enter(Role.AUTHOR, provider=owner(draft))
    assert client.post(address).status_code in {302, 403}
    assert Lesson.objects.get(pk=draft.pk).live
    enter(Role.EDITOR)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address)
    version = selectors.current_version(draft.chapter.module.course)
    assert [item.title for unit in selectors.outline(version) for item in unit.items] == ["Bleibt"]


@pytest.mark.parametrize(
    ("facts", "refusal", "sentence"),
    [
        ({"kind": "quiz", "graded": True, "body": []}, UngradableTest, NO_QUESTION),
        ({"kind": "quiz", "graded": True, "body": [paragraph()]}, UngradableTest, NO_QUESTION),
        ({"kind": "lesson", "graded": True, "body": [question()]}, UngradableTest, NO_QUESTION),
        ({"kind": "quiz", "body": [question(right=0)]}, Incomplete, INCOMPLETE),
        ({"body": [{"type": "heading", "value": "", "id": "1"}]}, Incomplete, INCOMPLETE),
    ],
)
def test_publish_lesson_that_cannot_be_learned_is_refused(facts, refusal, sentence):
    lesson = LessonFactory(title="Entwurf", live=False, **facts)
    with pytest.raises(refusal) as refused:
        services.publish_lesson(lesson=lesson)
    assert str(refused.value).startswith(sentence)
    assert refused.value.status == 409
    assert not Lesson.objects.get().live


def test_freeze_with_ungradable_test_is_refused_and_keeps_last_version():
    quiz = QuizFactory(graded=True, title="Entwurf")
    module = quiz.chapter.module
    version = services.freeze(module=module)
    Lesson.objects.filter(pk=quiz.pk).update(body="[]")
    with pytest.raises(UngradableTest, match="Entwurf") as refused:
        services.freeze(module=module)
    assert str(refused.value).startswith(NO_QUESTION)
    assert services.freeze_if_possible(module_id=module.pk) is None
    assert selectors.current_version(module.course) == version


def test_freeze_self_test_without_question_is_possible():
    quiz = QuizFactory(graded=False, body=[])
    assert services.freeze(module=quiz.chapter.module).number == 1
