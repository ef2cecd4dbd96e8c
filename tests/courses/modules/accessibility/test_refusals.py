"""Each rule of the gate, broken once: publishing is refused in words, and the place is named."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from courses.modules.accessibility import codes
from courses.modules.accessibility.gate import faults_in
from courses.modules.accessibility.words import RULES
from courses.modules.errors import Inaccessible
from courses.modules.models import Lesson
from courses.modules.studio.accessibility import report_of
from tests.factories.modules import LessonFactory, MediaFactory, paragraph

pytestmark = pytest.mark.django_db
GOOD_PAGE = '<html lang="de"><head><title>Plan</title></head><body>%s</body></html>'


def block(type, value):
    return {"type": type, "value": value, "id": "hier-ist-es"}


def heading(text="Anfang"):
    return {"type": "heading", "value": text, "id": "davor"}


def shown(markup):
    """Return a block that shows an HTML file."""
    file = ContentFile(markup.encode(), name="plan.html")
    document = get_document_model().objects.create(title="Plan", file=file)
    return block("embed", {"document": document.pk, "title": "Plan", "description": "Ein Plan."})


def picture(**facts):
    value = {"image": 7, "alt_text": "", "decorative": False, **facts}
    return block("image", {"image": value, "caption": ""})


def film(provider, **facts):
    return block("video", MediaFactory(provider=provider, title="Rundgang", **facts).pk)


def table(caption, *headings):
    columns = [{"type": "text", "heading": heading} for heading in headings]
    return block("table", {"columns": columns, "rows": [], "caption": caption})


def link(words):
    return {**paragraph(f'<p><a href="https://x.example">{words}</a></p>'), "id": "hier-ist-es"}


def box(type="callout", **value):
    return block(type, {"kind": "tip", "title": "Merke", "text": "<p>Text</p>", **value})


BROKEN = {
    codes.ALT_MISSING: (lambda p: picture(), "Beschreiben Sie das Bild"),
    codes.ALT_FILE_NAME: (lambda p: picture(alt_text="DSC_1.jpg"), "der Name einer Datei"),
    codes.CAPTIONS_MISSING: (lambda p: film(p, captions=""), "Rundgang"),
    codes.CAPTIONS_EMPTY: (
        lambda p: film(p, captions=ContentFile(b"WEBVTT\n", name="leer.vtt")),
        "Rundgang",
    ),
    codes.TRANSCRIPT_MISSING: (lambda p: film(p, transcript="<p> </p>"), "Rundgang"),
    codes.HEADING_EMPTY: (lambda p: block("heading", "  "), "Überschrift"),
    codes.HEADING_SKIPPED: (
        lambda p: {**paragraph("<h4>Tief unten</h4>"), "id": "hier-ist-es"},
        "Tief unten",
    ),
    codes.LINK_EMPTY: (lambda p: link(" "), "Ein Link"),
    codes.LINK_VAGUE: (lambda p: link("hier"), "„hier“"),
    codes.LINK_ADDRESS: (lambda p: link("https://x.example/a"), "https://x.example/a"),
    codes.TABLE_CAPTION: (lambda p: table(" ", "Frist"), "Überschrift"),
    codes.TABLE_HEADER: (lambda p: table("Fristen", "Frist", ""), "Spalte"),
    codes.CONTRAST: (
        lambda p: shown(GOOD_PAGE % '<p style="color:#ccc;background:#fff">Blass</p>'),
        "4,5",
    ),
    codes.DOCUMENT_LANGUAGE: (
        lambda p: shown("<html><head><title>Plan</title></head></html>"),
        "Sprache",
    ),
    codes.DOCUMENT_TITLE: (lambda p: shown('<html lang="de"><body>Plan</body></html>'), "Titel"),
}


def test_every_rule_is_broken_here_once():
    assert set(BROKEN) == set(codes.ALL)
    assert set(RULES) <= set(codes.ALL)


@pytest.mark.parametrize("code", codes.ALL)
def test_publishing_is_refused_in_words_that_lead_to_the_place(code):
    make, words = BROKEN[code]
    lesson = LessonFactory(live=False)
    lesson.body = [heading(), make(lesson.chapter.module.provider)]
    lesson.save()
    lesson = Lesson.objects.get(pk=lesson.pk)
    assert [fault.code for fault in faults_in(lesson.body)] == [code]
    with pytest.raises(Inaccessible) as refused:
        lesson.save_revision().publish()
    assert not Lesson.objects.get(pk=lesson.pk).live
    (remark,) = report_of(lesson).remarks
    assert remark.anchor == "#block-hier-ist-es-section"
    assert words in remark.text
    assert remark.text in str(refused.value)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ([box()], ["Merke"]),
        ([paragraph(), box(), box(title="Noch eins")], ["Merke"]),
        ([heading(), box(), box()], []),
        ([paragraph(), heading(), paragraph(), box()], []),
        ([box("glossary", terms=[], title="")], [""]),
        ([box("acknowledgement", title="Dienstanweisung")], ["Dienstanweisung"]),
        ([box("embed", title="Plan")], ["Plan"]),
        ([box("accordion", parts=[{"title": "Teil", "text": "<p>Text</p>"}])], []),
        ([paragraph("<h3>Drei</h3>")], ["Drei"]),
        ([paragraph("<h2>Zwei</h2>"), box()], []),
        ([heading(), paragraph("<h3>Drei</h3><h4>Vier</h4>"), paragraph("<h5>Fünf</h5>")], []),
        ([heading(), paragraph("<h3>Drei</h3>"), heading(), paragraph("<h4>Vier</h4>")], ["Vier"]),
    ],
)
def test_headings_are_judged_across_blocks(body, expected):
    found = [fault for fault in faults_in(body) if fault.code == codes.HEADING_SKIPPED]
    assert [fault.detail for fault in found] == expected


def test_glossary_before_any_heading_is_named_by_its_title():
    lesson = LessonFactory(live=False)
    lesson.body = [block("glossary", {"terms": []})]
    lesson.save()
    (remark,) = report_of(Lesson.objects.get(pk=lesson.pk)).remarks
    assert "„" in remark.text
    assert "„“" not in remark.text
