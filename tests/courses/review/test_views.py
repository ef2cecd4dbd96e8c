"""The pages of reviewers and authors: what each may open, see and do."""

import pytest
from django.urls import reverse

from courses.review import selectors, services
from courses.review.stages import Stage
from members.roles.catalogue import Role
from tests.factories.modules import paragraph
from tests.factories.organisations import ProviderFactory
from tests.factories.review import (
    author_of,
    draft_lesson,
    handed_in,
    holder,
    reviewer_of,
    waiting_at,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(client, lesson):
    user = reviewer_of(Stage.PROVIDER, lesson)
    client.force_login(user)
    return user


def page(client, name, *args, **query):
    return client.get(reverse(f"review:{name}", args=args), query)


def test_list_names_module_provider_since_and_due(client, lesson, reviewer):
    answer = page(client, "list")
    text = answer.content.decode()
    assert answer.status_code == 200
    for words in (str(lesson.chapter.module), "Qualitätssicherung beim Anbieter", "Wartet seit"):
        assert words in text
    assert reverse("review:stage", args=[lesson.chapter.module_id, "provider"]) in text
    assert "Zu begutachten" in text


def test_list_of_somebody_for_whom_nothing_waits_says_so(client, lesson):
    client.force_login(holder(Role.DIDACTICS))
    assert "Nichts wartet auf Sie" in page(client, "list").content.decode()


def test_office_sees_its_own_stage_first_and_all_on_wish(client, lesson):
    client.force_login(holder(Role.EDITOR))
    assert str(lesson.chapter.module) not in page(client, "list").content.decode().split("<main")[1]
    assert str(lesson.chapter.module) in page(client, "list", stufen="alle").content.decode()


def decide(client, lesson, decision, comment=""):
    data = {"decision": decision, "comment": comment}
    return client.post(reverse("review:lesson", args=[lesson.pk]), data)


def test_reviewer_reads_takes_comments_and_passes_on(client, lesson, reviewer):
    text = page(client, "lesson", lesson.pk).content.decode()
    assert "Ein Absatz." in text
    assert "Links für Personen ohne Zugang" not in text
    assert "Ich begutachte das" in text
    client.post(reverse("review:take", args=[lesson.pk]))
    assert selectors.current_state(lesson).taken_by == reviewer
    client.post(reverse("review:take", args=[lesson.pk]), {"abgeben": "1"})
    assert selectors.current_state(lesson).taken_by is None
    assert decide(client, lesson, "weiter", "Schön").status_code == 302
    assert selectors.current_state(lesson).task.stagetask.stage == Stage.DIDACTICS


def test_sending_back_needs_a_reason_and_shows_it_to_the_author(client, lesson, reviewer):
    refused = decide(client, lesson, "zurueck")
    assert refused.status_code == 400
    assert "Schreiben Sie, was zu ändern ist" in refused.content.decode()
    assert decide(client, lesson, "zurueck", "Bitte kürzen.").status_code == 302
    client.force_login(lesson.latest_revision.user or author_of(lesson))
    assert "Bitte kürzen." in page(client, "lesson", lesson.pk).content.decode()


def test_decision_without_choice_is_asked_for(client, lesson, reviewer):
    assert decide(client, lesson, "").status_code == 400


def test_decision_after_somebody_else_keeps_the_words(client, lesson, reviewer):
    state = selectors.current_state(lesson)
    services.approve(state=state, by=reviewer_of(Stage.PROVIDER, lesson))
    answer = decide(client, lesson, "weiter", "Zu spät")
    assert answer.status_code == 302
    assert selectors.current_state(lesson).task.stagetask.stage == Stage.DIDACTICS


def test_module_page_lists_drafts_and_hands_them_in(client):
    lesson = draft_lesson(title="Erste")
    draft_lesson(chapter=lesson.chapter, title="Zweite")
    client.force_login(author_of(lesson))
    address = reverse("review:module", args=[lesson.chapter.module_id])
    text = client.get(address).content.decode()
    assert "Erste" in text
    assert "Zweite" in text
    assert client.post(address).status_code == 302
    assert len(selectors.reviews_of_module(lesson.chapter.module)) == 2
    again = client.post(address)
    assert again.status_code == 409
    assert "Keine Lektion dieses Moduls hat Änderungen" in again.content.decode()


def test_stage_of_a_module_is_decided_on_as_a_whole(client):
    lesson = handed_in(title="Erste")
    handed_in(draft_lesson(chapter=lesson.chapter))
    client.force_login(reviewer_of(Stage.PROVIDER, lesson))
    address = reverse("review:stage", args=[lesson.chapter.module_id, "provider"])
    assert "Über alle 2 Lektionen gemeinsam entscheiden" in client.get(address).content.decode()
    assert client.post(address, {"decision": "zurueck", "comment": ""}).status_code == 400
    assert client.post(address, {"decision": "weiter", "comment": ""}).status_code == 302
    rows = selectors.reviews_of_module(lesson.chapter.module)
    assert {row.stage for row in rows} == {Stage.DIDACTICS}
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "name", ["lesson", "compare", "history", "module", "compare_module", "links"]
)
@pytest.mark.parametrize(
    "role",
    [Role.AUTHOR, Role.PROVIDER_OWNER, Role.REVIEWER, Role.DIDACTICS, Role.EDITOR, Role.HR_MANAGER],
)
def test_pages_open_for_the_provider_the_stage_and_nobody_else(client, lesson, name, role):
    provider = lesson.chapter.module.provider
    pk = lesson.chapter.module_id if "module" in name else lesson.pk
    own = role in (Role.AUTHOR, Role.PROVIDER_OWNER, Role.REVIEWER)
    if role is not Role.HR_MANAGER:
        client.force_login(holder(role, provider if own else None))
        may = (own or role is Role.EDITOR) and not (name == "links" and role is Role.REVIEWER)
        assert page(client, name, pk).status_code == (200 if may else 404)
    if own:
        client.force_login(holder(role, ProviderFactory()))
        assert page(client, name, pk).status_code == 404


def test_advisory_board_opens_what_has_reached_its_stage(client, lesson):
    board = holder(Role.DIDACTICS)
    waiting_at(Stage.DIDACTICS, draft_lesson())
    client.force_login(board)
    assert page(client, "lesson", lesson.pk).status_code == 404
    services.approve(state=selectors.current_state(lesson), by=reviewer_of(Stage.PROVIDER, lesson))
    assert page(client, "lesson", lesson.pk).status_code == 200


def test_comparison_shows_words_with_labels_and_marks(client):
    text = paragraph("<p>Ein gutes Passwort.</p>")
    lesson = draft_lesson(live=True, title="Alt", body=[text])
    draft = lesson.get_latest_revision_as_object()
    draft.body = [{**text, "value": "<p>Ein langes Passwort.</p>"}]
    revision = draft.save_revision()
    client.force_login(author_of(lesson))
    answer = page(client, "compare", lesson.pk).content.decode()
    assert "Text geändert in Lektion 1" in answer
    assert '<del><span class="kr-mark">vorher:</span> gutes</del>' in answer
    assert '<ins><span class="kr-mark">jetzt:</span> langes</ins>' in answer
    whole = page(client, "compare_module", lesson.chapter.module_id).content.decode()
    assert "Lektion 1 hinzugefügt: Alt" in whole
    history = page(client, "history", lesson.pk).content.decode()
    assert f"?von={revision.pk}" in history
    same = page(client, "compare", lesson.pk, von=str(revision.pk)).content.decode()
    assert "Beide Stände sind gleich." in same


@pytest.mark.parametrize("name", ["x", "0", "999999", "-1"])
def test_comparison_with_a_state_that_is_not_there_is_not_found(client, lesson, name):
    client.force_login(author_of(lesson))
    assert page(client, "compare", lesson.pk, von=name).status_code == 404
    assert page(client, "compare_module", lesson.chapter.module_id, bis=name).status_code == 404


def test_lesson_page_takes_the_same_queries_for_many_comments(
    client, lesson, reviewer, django_assert_max_num_queries
):
    for number in range(12):
        services.comment(lesson=lesson, block="", text=f"K{number}", by=reviewer)
    with django_assert_max_num_queries(45):
        assert page(client, "lesson", lesson.pk).status_code == 200
