"""Every kind of block and of question is in every form that holds such things."""

import io
import json
import re
import zipfile

import pytest
from lxml import etree

from courses.exchange import services
from courses.exchange.formats import pages, qti
from courses.exchange.formats.blocks import WRITERS, rich
from courses.exchange.formats.book import LICENCES, Book, licence_address
from courses.exchange.formats.bundles import PACKED, Format, texts, write
from courses.exchange.formats.forms import form, solution_lines
from courses.exchange.formats.metadata import dublin_core, licence_words, lom, page_metadata, vcard
from courses.exchange.wording import FORMATS, book_words
from courses.modules import questions
from courses.modules.blocks import LessonBlock
from courses.modules.questions import QUESTION_BLOCKS
from courses.modules.selectors import newest_version
from tests.courses.exchange.test_structure import a_book
from tests.factories.exchange import full_test
from tests.factories.modules import question
from tests.factories.questions import cloze, matching, numeric, ordering, short_text

PAGES = (Format.HTML, Format.SCORM, Format.CMI5)
# Words by which each kind of block in the full module is known again in a page.
BLOCKS = {
    "heading": "<h3>Worum es geht</h3>",
    "paragraph": "den anderen Kurs</a>",
    "image": 'alt="Rathaus mit Turm"',
    "callout": 'class="note note--law"',
    "accordion": "<summary>Mehr</summary>",
    "table": '<th scope="col">Frist</th>',
    "glossary": "<dt>Bescheid</dt>",
    "video": "<video ",
    "download": "Zum Ausdrucken",
    "embed": "<iframe ",
    "code": "<pre ",
    "question": "<legend>Noch wach?",
}
QUESTIONS = {
    "single": ('type="radio"', "Eine?"),
    "multiple": ('type="checkbox"', "Mehrere?"),
    "matching": ("<select data-part", "Kalb"),
    "ordering": ("<select data-part", "Zwei"),
    "numeric": ('type="text"', "€"),
    "short_text": ('type="text"', "Was stimmt?"),
    "cloze": ('class="gaps"', "endet"),
}


def opened(module, format_):
    """Return the files of an export."""
    target = io.BytesIO()
    for _progress in services.write(newest_version(module), format_, target):
        pass
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.django_db
@pytest.mark.parametrize("format_", PAGES)
def test_page_of_every_form_holds_every_kind_of_block_and_question(module, format_):
    files = opened(module, format_)
    page = files["index.html"].decode()
    missing = {kind for kind, words in BLOCKS.items() if words not in page}
    assert missing == set()
    for kind, (field, words) in QUESTIONS.items():
        assert field in page and words in page, kind
    scripts = set(re.findall(r'<script src="([^"]+)"', page))
    assert scripts <= files.keys()
    data = json.loads(re.search('id="course">(.*?)</script>', page, re.DOTALL)[1])
    asked = [one["type"] for step in data["steps"] for one in step["questions"]]
    assert set(asked) == QUESTIONS.keys()


@pytest.mark.django_db
def test_archive_and_qti_hold_every_kind_of_question(module, book):
    content = json.loads(opened(module, Format.OWN)["module.json"])
    kinds = {
        block["type"]
        for chapter in content["chapters"]
        for item in chapter["items"]
        for block in item["body"]
    }
    assert kinds >= {*BLOCKS, "matching", "ordering", "numeric", "short_text", "cloze", "pool"}
    items = [name for name in opened(module, Format.QTI) if name.startswith("items/")]
    assert len(items) == len([*qti.asked(book)]) == 10


def test_every_kind_of_block_that_the_editor_offers_can_leave():
    offered = set(LessonBlock().child_blocks)
    assert offered - {*WRITERS, *QUESTION_BLOCKS, "pool"} == set()


@pytest.mark.django_db
@pytest.mark.parametrize("format_", Format)
def test_licence_and_provider_stand_in_every_form(module, format_):
    whole = b"".join(opened(module, format_).values()).decode("utf-8", "ignore")
    assert "CC-BY-SA-4.0" in whole
    assert module.provider.name in whole
    if format_ != Format.OWN:
        assert "https://creativecommons.org/licenses/by-sa/4.0/" in whole


@pytest.mark.parametrize("format_", PAGES)
def test_no_form_asks_anything_of_the_network(format_):
    files = texts(format_, a_book(full_test()), [])
    page = etree.HTML(files["index.html"])
    loaded = [one.get("src") for one in page.iter("script", "img", "video", "iframe", "audio")]
    loaded += [one.get("href") for one in page.iter("link") if one.get("rel") == "stylesheet"]
    assert [one for one in loaded if one and "//" in one] == []
    style = files["course.css"].decode()
    assert "@import" not in style and "url(" not in style
    assert [name for name in files if name.endswith(".js") and b"http:" in files[name]] == (
        ["cmi5.js"] if format_ == Format.CMI5 else []
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>Ja <b>gut</b></p>", "<p>Ja <b>gut</b></p>"),
        ('<p onclick="x()">Ja</p>', "<p>Ja</p>"),
        ("<script>x()</script><p>Ja</p>", "<p>Ja</p>"),
        ('<a href="javascript:x()">hier</a>', '<a rel="noopener">hier</a>'),
        ('<a href="https://a.example/">Seite</a>', "https://a.example/"),
        ('<img src="https://a.example/x.png">', ""),
        (None, ""),
    ],
)
def test_rich_text_leaves_without_anything_but_the_editors_elements(text, expected):
    assert expected in rich(text)
    assert "script" not in rich(text) and "onclick" not in rich(text) and "<img" not in rich(text)


@pytest.mark.parametrize("licence", LICENCES)
def test_known_licence_is_linked_wherever_it_stands(licence):
    book = a_book(full_test(), licence=licence)
    address = licence_address(licence)
    assert address.startswith("https://creativecommons.org/")
    for text in (page_metadata(book), dublin_core(book), lom(book), licence_words(book)):
        assert address in text and licence in text
    assert f'rel="license" href="{address}"' in pages.page(book)


@pytest.mark.parametrize("licence", ["proprietary", "Alle Rechte vorbehalten", "CC-BY-3.0-DE", ""])
def test_other_licence_stands_in_words_without_a_link(licence):
    book = a_book(full_test(), licence=licence)
    assert licence_address(licence) == ""
    assert licence_words(book) == licence
    for text in (page_metadata(book), dublin_core(book), lom(book)):
        assert licence in text and "creativecommons" not in text
    assert 'rel="license"' not in pages.page(book)


def test_provider_with_unusual_signs_stays_one_name_on_its_card():
    assert "FN:Amt\\, Haus\\; Ort\n" in vcard("Amt, Haus; Ort")


@pytest.mark.parametrize("language", ["de", "en"])
def test_pages_speak_the_language_of_the_module_and_leave_no_word_out(language):
    words, german = book_words(language), book_words("de")
    assert words.keys() == german.keys()
    assert all(words.values())
    assert (words["next"] == "Next") == (language == "en")
    for name in ("points", "gap", "reached", "version_of"):
        assert re.findall(r"%\((\w+)\)s", words[name]) == re.findall(r"%\((\w+)\)s", german[name])


@pytest.mark.parametrize(
    ("graded", "kind", "shows"), [(False, "quiz", True), (False, "lesson", True), (True, "quiz", 0)]
)
def test_solution_can_be_opened_but_where_the_test_is_graded(graded, kind, shows):
    stored = question()
    book = a_book([stored], graded=graded, kind=kind)
    text = form(questions.read(stored), book.steps[0], book)
    assert ("Lösung anzeigen" in text) == bool(shows)
    assert ("Punkte: 1" in text) == (kind == "quiz")


@pytest.mark.parametrize(
    ("stored", "lines"),
    [
        (question(right=1), ["Antwort 1: Rückmeldung 1"]),
        (
            question(type="multiple", right=2),
            ["Antwort 1: Rückmeldung 1", "Antwort 2: Rückmeldung 2"],
        ),
        (matching((("A", "1"), ("B", "2"))), ["A – 1", "B – 2"]),
        (ordering(("Erst", "Dann")), ["1. Erst", "2. Dann"]),
        (numeric("1200", unit="m²"), ["1200 m²"]),
        (numeric("0.5"), ["0,5"]),
        (cloze(), ["1. Frist", "2. heute"]),
    ],
)
def test_solution_is_said_in_words(stored, lines):
    assert solution_lines(questions.read(stored)) == lines


def test_short_text_tells_all_its_answers():
    assert solution_lines(questions.read(short_text("Straße", "Weg")))[0] == "Straße"


@pytest.mark.parametrize(
    ("steps", "share"),
    [
        ([(True, True, 80, 3)], 0.8),
        ([(True, True, 50, 3), (True, True, 100, 1)], 0.625),
        ([(True, False, 80, 3)], None),
        ([(False, True, 80, 3)], None),
    ],
)
def test_share_that_passes_is_weighed_by_points(steps, share):
    bodies = [
        [numeric(points=points)] + [{"type": "paragraph", "value": "", "id": "1"}]
        for *_rest, points in steps
    ]
    books = [
        a_book(body, required=required, graded=graded, pass_percent=percent)
        for body, (required, graded, percent, _points) in zip(bodies, steps, strict=True)
    ]
    items = [book.content["chapters"][0]["items"][0] for book in books]
    books[0].content["chapters"][0]["items"] = items
    whole = Book(books[0].content, books[0].words)
    found = whole.pass_share
    assert (float(found) if found is not None else None) == share
    assert len(whole.steps) == len(steps)


def test_archive_is_written_in_order_with_packed_files_left_as_they_are():
    target, opened_files = io.BytesIO(), []

    def file(name):
        def open_it():
            opened_files.append(name)
            return io.BytesIO(name.encode() * 500)

        return open_it

    media = {name: file(name) for name in ("media/a.PNG", "media/b.txt")}
    done = list(write(target, {"index.html": b"x" * 500}, media))
    assert done == [1, 2, 3]
    assert opened_files == ["media/a.PNG", "media/b.txt"]
    with zipfile.ZipFile(target) as archive:
        kinds = [one.compress_type for one in archive.infolist()]
        assert kinds == [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]
        assert {one.date_time[0] for one in archive.infolist()} == {1980}
    assert ".png" in PACKED


def test_every_form_is_described_to_authors_once():
    assert [one.format for one in FORMATS] == list(Format)
    assert all(str(one.name) and str(one.purpose).endswith(".") for one in FORMATS)
