"""What authors may save: questions that can be graded, tables with captions, described pictures."""

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from courses.modules.blocks import LessonBlock
from courses.modules.models import Lesson
from courses.modules.question_blocks import option_faults
from tests.factories.modules import LessonFactory, MediaFactory, paragraph, question


def option(correct, text="A"):
    return {"text": text, "correct": correct, "feedback": "Weil."}


@pytest.mark.parametrize(
    ("type", "options", "faults"),
    [
        ("single", [option(True, "A"), option(False, "B")], 0),
        ("single", [option(True, "A"), option(True, "B")], 1),
        ("single", [option(False, "A"), option(False, "B")], 1),
        ("multiple", [option(True, "A"), option(True, "B")], 0),
        ("multiple", [option(False, "A"), option(False, "B")], 1),
        ("multiple", [option(True, "A"), option(False, "A ")], 1),
    ],
)
def test_option_faults_names_what_cannot_be_graded(type, options, faults):
    assert len(option_faults(type, options)) == faults


def cleaned(*body):
    block = LessonBlock()
    return block.clean(block.to_python(list(body)))


def test_clean_question_with_two_right_answers_is_refused_for_single_choice():
    with pytest.raises(ValidationError):
        cleaned(question(type="single", right=2))


def test_clean_question_without_feedback_is_refused():
    bad = question()
    bad["value"]["options"][1]["value"]["feedback"] = ""
    with pytest.raises(ValidationError):
        cleaned(bad)


def test_clean_draft_of_incomplete_question_is_kept():
    block = LessonBlock()
    value = block.to_python([question(type="single", right=0)])
    assert block.clean_deferred(value)


@pytest.mark.parametrize(
    ("caption", "heading", "accepted"),
    [("Fristen", "Tag", True), ("", "Tag", False), ("F", "", False)],
)
def test_clean_table_needs_caption_and_headings(caption, heading, accepted):
    table = {
        "type": "table",
        "id": "1",
        "value": {
            "caption": caption,
            "columns": [{"type": "text", "heading": heading}],
            "rows": [{"values": ["eins"]}],
        },
    }
    if accepted:
        assert cleaned(table)
    else:
        with pytest.raises(ValidationError):
            cleaned(table)


@pytest.mark.django_db
def test_clean_recording_in_place_of_film_is_refused():
    recording = MediaFactory(kind="audio")
    with pytest.raises(ValidationError):
        cleaned({"type": "video", "value": recording.pk, "id": "1"})


@pytest.mark.django_db
def test_media_film_without_captions_is_refused():
    film = MediaFactory.build(captions="")
    with pytest.raises(ValidationError) as refusal:
        film.clean()
    assert "captions" in refusal.value.message_dict


def rendered(lesson):
    return render_to_string("modules/lesson_preview.html", {"object": lesson})


@pytest.mark.django_db
def test_render_every_block_shows_its_words():
    film = MediaFactory(title="Der Film")
    parts = [{"type": "item", "id": "p", "value": {"title": "Teil", "text": "<p>Inhalt</p>"}}]
    terms = [{"type": "item", "id": "t", "value": {"term": "ARS", "definition": "Schlüssel"}}]
    table = {
        "caption": "Die Fristen",
        "columns": [{"type": "text", "heading": "Tag"}],
        "rows": [{"values": ["Montag"]}],
    }
    body = [
        {"type": "heading", "value": "Überschrift", "id": "1"},
        paragraph(),
        {
            "type": "callout",
            "value": {"kind": "law", "title": "§ 9 OZG", "text": "<p>Text</p>"},
            "id": "2",
        },
        {"type": "accordion", "value": {"parts": parts}, "id": "3"},
        {"type": "table", "value": table, "id": "4"},
        {"type": "glossary", "value": {"terms": terms}, "id": "5"},
        {"type": "video", "value": film.pk, "id": "6"},
        question(prompt="Wer haftet?"),
    ]
    lesson = Lesson.objects.get(pk=LessonFactory(body=body).pk)
    page = rendered(lesson)
    for words in (
        "<h2>Überschrift</h2>",
        "§ 9 OZG",
        "Teil",
        '<th scope="col">Tag</th>',
        "ARS",
        "Der Film",
        'kind="captions"',
        "Wer haftet?",
        "Rückmeldung 2",
    ):
        assert words in page
    assert f'name="q-{body[-1]["id"]}"' in page


@pytest.mark.django_db
def test_render_picture_leads_to_a_larger_one_by_name(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = get_image_model().objects.create(title="Plan", file=get_test_image_file())
    picture = {"image": image.pk, "alt_text": "Vier Schritte", "decorative": False}
    body = [{"type": "image", "value": {"image": picture, "caption": "Ablauf"}, "id": "1"}]
    page = rendered(Lesson.objects.get(pk=LessonFactory(body=body).pk))
    assert 'alt="Vier Schritte"' in page
    assert 'Bild vergrößern<span class="kc-sr">: Ablauf</span></a>' in page
    assert f'href="{image.get_rendition("width-1600").url}"' in page


@pytest.mark.django_db
def test_render_row_without_a_name_has_no_empty_header():
    rows = [{"values": ["Montag", "8 Uhr"]}, {"values": ["", "14 Uhr"]}]
    columns = [{"type": "text", "heading": "Tag"}, {"type": "text", "heading": "Zeit"}]
    table = {"columns": columns, "rows": rows, "caption": "Zeiten"}
    page = rendered(
        Lesson.objects.get(pk=LessonFactory(body=[{"type": "table", "value": table, "id": "1"}]).pk)
    )
    assert '<th scope="row">Montag</th>' in page
    assert '<th scope="row"></th>' not in page
