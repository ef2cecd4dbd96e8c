"""Who is told what at each step; Wagtail's own mails stay silent, its buttons lead to the same."""

import datetime as dt

import pytest
import time_machine

from campus.kit import dates
from courses.review import selectors, services
from courses.review.stages import Stage
from courses.review.workflows import NAMES, ensure_review
from members.messages.models import Message
from members.roles.catalogue import Role
from tests.factories.review import (
    author_of,
    draft_lesson,
    handed_in,
    holder,
    reviewer_of,
    waiting_at,
)

pytestmark = pytest.mark.django_db
ACTION = "/admin/snippets/modules/lesson/workflow/action"


def told(kind):
    return {message.recipient for message in Message.objects.filter(kind=kind)}


def test_handing_in_tells_the_reviewers_of_the_provider_with_the_due_day():
    lesson = draft_lesson(title="Passwörter")
    reviewer = reviewer_of(Stage.PROVIDER, lesson)
    editor = holder(Role.EDITOR)
    handed_in(lesson)
    assert told("review_waits") == {reviewer}
    message = Message.objects.get(kind="review_waits")
    assert "Passwörter" in message.subject
    assert "Bitte entscheiden Sie bis zum" in message.body
    assert editor not in told("review_waits")


def test_stage_without_people_is_told_to_the_office():
    editor = holder(Role.EDITOR)
    handed_in()
    assert told("review_waits") == {editor}


def test_passing_tells_the_next_stage_and_whoever_has_handed_in():
    lesson = draft_lesson()
    author = author_of(lesson)
    board = holder(Role.DIDACTICS)
    handed_in(lesson, by=author)
    state = selectors.current_state(lesson)
    services.approve(state=state, by=reviewer_of(Stage.PROVIDER, lesson), comment="Gut gemacht")
    assert board in told("review_waits")
    assert told("review_passed") == {author}
    assert "Gut gemacht" in Message.objects.get(kind="review_passed").body


def test_sending_back_tells_the_reason_once(mailoutbox):
    lesson = draft_lesson()
    author = author_of(lesson)
    handed_in(lesson, by=author)
    services.reject(
        state=selectors.current_state(lesson),
        by=reviewer_of(Stage.PROVIDER, lesson),
        reason="Bitte kürzen.",
    )
    message = Message.objects.get(kind="review_back")
    assert message.recipient == author
    assert "Bitte kürzen." in message.body
    # Wagtail's own mail would be sent at once.
    assert mailoutbox == []


def test_release_tells_whoever_has_handed_in(django_capture_on_commit_callbacks):
    lesson = draft_lesson()
    author = author_of(lesson)
    handed_in(lesson, by=author)
    waiting_at_office(lesson)
    services.approve(
        state=selectors.current_state(lesson), by=holder(Role.EDITOR), comment="Danke!"
    )
    message = Message.objects.get(kind="review_published")
    assert message.recipient == author
    assert "Danke!" in message.body


def waiting_at_office(lesson):
    for stage in (Stage.PROVIDER, Stage.DIDACTICS, Stage.ACCESSIBILITY):
        services.approve(state=selectors.current_state(lesson), by=reviewer_of(stage, lesson))


def test_overdue_stage_is_reminded_of_once():
    lesson = handed_in()
    reviewer = reviewer_of(Stage.PROVIDER, lesson)
    assert services.remind_overdue() == 0
    with time_machine.travel(dates.now() + dt.timedelta(days=8)):
        assert selectors.grouped(selectors.waiting_for(reviewer))[0].is_overdue
        assert services.remind_overdue() == 1
        assert services.remind_overdue() == 0
    assert told("review_overdue") == {reviewer}


def test_buttons_of_wagtail_lead_to_the_same_messages(client):
    lesson = handed_in()
    requester = lesson.current_workflow_state.requested_by
    client.force_login(holder(Role.EDITOR))
    state = selectors.current_state(lesson)
    client.post(f"{ACTION}/{lesson.pk}/reject/{state.pk}/", {"comment": "Noch nicht."})
    assert told("review_back") == {requester}
    assert selectors.sent_back(lesson).comment == "Noch nicht."


def test_reason_is_shown_in_place_in_the_studio(client):
    lesson = handed_in()
    services.reject(
        state=selectors.current_state(lesson),
        by=reviewer_of(Stage.PROVIDER, lesson),
        reason="Bitte kürzen.",
    )
    client.force_login(author_of(lesson))
    text = client.get(f"/admin/snippets/modules/lesson/edit/{lesson.pk}/").content.decode()
    assert "Bitte kürzen." in text
    assert f"/pruefung/lektion/{lesson.pk}/" in text


def test_setting_up_again_keeps_what_administrators_changed():
    workflow = ensure_review()
    task = workflow.workflow_tasks.order_by("sort_order").first().task.specific
    task.days = 3
    task.save()
    assert ensure_review() == workflow
    task.refresh_from_db()
    assert task.days == 3
    names = [link.task.name for link in workflow.workflow_tasks.order_by("sort_order")]
    assert names[0] == "Qualitätssicherung beim Anbieter"
    assert names[-1] == "Freigabe durch die Redaktion"
    assert len(NAMES) == 2


def test_author_cannot_write_while_it_is_under_review_and_a_lock_says_who(client):
    lesson = waiting_at(Stage.DIDACTICS)
    author = author_of(lesson)
    assert lesson.get_lock().for_user(author)
    assert not lesson.get_lock().for_user(holder(Role.EDITOR))
    client.force_login(author)
    text = client.get(f"/admin/snippets/modules/lesson/edit/{lesson.pk}/").content.decode()
    assert "Entwurf speichern" not in text
    assert "Didaktik (Fachbeirat)" in text
