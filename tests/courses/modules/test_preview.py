"""A preview shows what learners will see and leaves no trace of learning."""

import json
import re

import pytest
from django.apps import apps
from django.template.loader import render_to_string

from courses.modules.models import Item, Lesson, ModuleVersion
from members.roles.catalogue import Role
from tests.courses.modules.forms import LESSONS, form_data
from tests.factories.accounts import UserFactory
from tests.factories.modules import LessonFactory, MediaFactory, paragraph, question

pytestmark = pytest.mark.django_db
TRACES = ("learning.Progress", "learning.ItemProgress", "learning.Attempt", "enrolment.Enrolment")


def rendered(**facts):
    lesson = Lesson.objects.get(pk=LessonFactory(**facts).pk)
    return render_to_string("modules/lesson_preview.html", {"object": lesson})


def quiz_form(lesson, **extra):
    """Return the form of a graded test with one question."""
    data = form_data(lesson, kind="quiz", graded="on", **{"body-0-type": "question"})
    data.pop("body-0-value")
    names = {"type": "single", "prompt": "Wer haftet?", "explanation": "Weil es so ist."}
    data |= {f"body-0-value-{name}": value for name, value in names.items()}
    data["body-0-value-options-count"] = 2
    for place, text in enumerate(("Die Kommune", "Niemand")):
        prefix = f"body-0-value-options-{place}"
        data |= {
            f"{prefix}-deleted": "",
            f"{prefix}-order": place,
            f"{prefix}-id": "",
            f"{prefix}-value-text": text,
            f"{prefix}-value-feedback": f"Zu {text}.",
        }
    return {**data, "body-0-value-options-0-value-correct": "on", **extra}


@pytest.fixture
def author(draft, enter):
    return enter(Role.AUTHOR, provider=draft.chapter.module.provider)


def preview(client, lesson, data):
    """Send the form to the preview and return the page shown."""
    address = f"{LESSONS}preview/{lesson.pk}/"
    assert json.loads(client.post(address, data).content)["is_valid"]
    return client.get(address)


def test_preview_of_test_shows_question_and_writes_no_progress(client, author, draft):
    page = preview(client, draft, quiz_form(draft)).content.decode()
    for words in ("Wer haftet?", "Die Kommune", "Antworten werten"):
        assert words in page
    for words in ("Zu Niemand.", "Weil es so ist."):
        assert words not in page
    assert "bestanden ab 60 %" in page
    assert "Was Sie hier tun, wird nicht gespeichert." in page
    assert [name for name in TRACES if apps.get_model(name).objects.exists()] == []
    assert not ModuleVersion.objects.exists()
    assert not Item.objects.exists()


def test_preview_sends_answers_to_itself_alone(client, author, draft):
    page = preview(client, draft, quiz_form(draft)).content.decode()
    main = page[page.index("<main") : page.index("</main")]
    assert re.findall(r'action="([^"]*)"', main) == [f"{LESSONS}preview/{draft.pk}/"]


def test_preview_changes_neither_lesson_nor_draft(client, author, draft):
    before = Lesson.objects.filter(pk=draft.pk).values().get()
    preview(client, draft, form_data(draft, title="Nur angesehen"))
    assert Lesson.objects.filter(pk=draft.pk).values().get() == before
    assert draft.revisions.count() == 1


def test_preview_of_incomplete_draft_is_possible(client, author, draft):
    data = quiz_form(draft, **{"body-0-value-options-0-value-correct": ""})
    assert preview(client, draft, data).status_code == 200


def test_preview_before_first_save_is_possible(client, author, draft):
    address = f"{LESSONS}preview/"
    client.post(address, form_data(draft, title="Ganz neu"))
    assert "Ganz neu" in client.get(address).content.decode()
    assert Lesson.objects.count() == 1


def test_preview_of_foreign_lesson_does_not_exist(client, author):
    foreign = LessonFactory(title="Geheim")
    address = f"{LESSONS}preview/{foreign.pk}/"
    assert client.get(address).status_code == 404
    assert client.post(address, form_data(foreign)).status_code == 404


def test_preview_without_sign_in_leads_to_sign_in(client, draft):
    answer = client.get(f"{LESSONS}preview/{draft.pk}/")
    assert answer.status_code == 302
    assert "login" in answer.url


def test_preview_with_foreign_media_is_refused(client, author, draft):
    film = MediaFactory(title="Fremder Film")
    data = form_data(draft, **{"body-0-type": "video", "body-0-value": film.pk})
    answer = client.post(f"{LESSONS}preview/{draft.pk}/", data)
    assert not json.loads(answer.content)["is_valid"]


def test_save_foreign_media_is_refused_with_sentence(client, author, draft):
    film = MediaFactory(title="Fremder Film")
    data = form_data(draft, **{"body-0-type": "video", "body-0-value": film.pk})
    answer = client.post(f"{LESSONS}edit/{draft.pk}/", data)
    assert answer.status_code == 200
    sentence = "Ein Bild oder eine Mediendatei gehört einem anderen Anbieter."
    assert answer.context["form"].errors["body"] == [sentence]


def test_save_own_media_is_possible(client, author, draft):
    film = MediaFactory(provider=draft.chapter.module.provider)
    data = form_data(draft, **{"body-0-type": "video", "body-0-value": film.pk})
    assert client.post(f"{LESSONS}edit/{draft.pk}/", data).status_code == 302


def test_render_empty_lesson_says_so():
    assert "Diese Lektion ist noch leer." in rendered(body=[])


def test_render_what_authors_wrote_is_escaped():
    evil = "<script>alert(1)</script>"
    heading = {"type": "heading", "value": evil, "id": "1"}
    page = rendered(title=evil, body=[heading, question(prompt=evil)])
    assert evil not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3


@pytest.mark.parametrize(
    ("kind", "words"), [("tip", "Tipp"), ("warning", "Achtung"), ("law", "Rechtsgrundlage")]
)
def test_render_note_box_says_its_kind_in_words(kind, words):
    value = {"kind": kind, "title": "Wichtig", "text": "<p>Text</p>"}
    assert words in rendered(body=[{"type": "callout", "value": value, "id": "1"}])


@pytest.mark.parametrize(("type", "control"), [("single", "radio"), ("multiple", "checkbox")])
def test_render_question_offers_one_or_several_answers(type, control):
    page = rendered(body=[question(type=type, options=4)])
    assert page.count(f'type="{control}"') == 4
    assert ("Mehrere Antworten können richtig sein." in page) is (type == "multiple")


def test_render_recording_offers_its_transcript():
    sound = MediaFactory(kind="audio", captions="", transcript="<p>Der gesprochene Text.</p>")
    page = rendered(body=[paragraph(), {"type": "audio", "value": sound.pk, "id": "1"}])
    assert "<audio" in page
    assert "Der gesprochene Text." in page


def test_edit_page_warns_of_somebody_else_editing(client, author, draft):
    """Wagtail's warning needs the address to which open editors report."""
    page = client.get(f"{LESSONS}edit/{draft.pk}/").content.decode()
    assert "/admin/editing-sessions/ping/modules/lesson/" in page


def test_lock_by_editor_keeps_author_out(client, draft, enter):
    Lesson.objects.filter(pk=draft.pk).update(locked=True, locked_by=UserFactory())
    enter(Role.AUTHOR, provider=draft.chapter.module.provider)
    client.post(f"{LESSONS}edit/{draft.pk}/", form_data(draft, title="Trotzdem"))
    assert Lesson.objects.get().get_latest_revision_as_object().title == "Entwurf"
