"""A faulty folder leaves nothing behind and says where the fault is; a good one can be repeated."""

import datetime as dt
import shutil

import pytest
import yaml
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from courses.catalogue.models import CoursePage
from courses.modules import selectors
from courses.modules.content_import import import_module
from courses.modules.errors import BadContent, UngradableTest
from courses.modules.models import Chapter, Lesson, Media, Module
from tests.factories.catalogue import CompetenceFactory, TopicFactory
from tests.factories.modules import CAPTIONS
from tests.factories.organisations import ProviderFactory

pytestmark = pytest.mark.django_db
OPTIONS = [
    {"text": "Ja", "correct": True, "feedback": "Richtig."},
    {"text": "Nein", "correct": False, "feedback": "Leider nicht."},
]
QUESTION = {"type": "single", "prompt": "Stimmt das?", "options": OPTIONS}
FILM = {
    "type": "video",
    "file": "film.mp4",
    "captions": "film.vtt",
    "title": "Film",
    "transcript": "<p>Gesprochen</p>",
    "seconds": 60,
}
AUDIO = {"type": "audio", "file": "ton.mp3", "title": "Ton", "transcript": "<p>Ton</p>"}
IMAGE = {"type": "image", "file": "bild.png", "alt": "Ein Haus"}


BETTER = CAPTIONS.replace(b"wird", b"wurde")

HEADING = {"type": "heading", "value": "Worum es geht"}


def lesson(**changes):
    return {"kind": "lesson", "key": "a", "title": "A", "body": [HEADING], **changes}


def quiz(*questions, **changes):
    return {"kind": "quiz", "key": "t", "title": "T", "questions": list(questions), **changes}


def content(*items, **changes):
    chapters = [{"title": "Kapitel", "items": list(items) or [lesson()]}]
    facts = {"slug": "kurs", "title": "Kurs", "promise": "Sie können es.", "chapters": chapters}
    return {**facts, **changes}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "bild.png").write_bytes(get_test_image_file().file.getvalue())
    (tmp_path / "text.png").write_text("kein Bild")
    (tmp_path / "film.mp4").write_bytes(b"film")
    (tmp_path / "ton.mp3").write_bytes(b"ton")
    (tmp_path / "film.vtt").write_bytes(CAPTIONS)
    return tmp_path


@pytest.fixture
def imported(folder):
    """Return a deed: import this content for the same provider each time."""
    provider = ProviderFactory(slug="dhbw")

    def run(data, **wishes):
        text = yaml.safe_dump(data, allow_unicode=True)
        (folder / "module.yaml").write_text(text, encoding="utf-8")
        return import_module(folder=folder, provider=provider, **wishes)

    return run


def body(*blocks):
    return content(lesson(body=list(blocks)))


def asking(**changes):
    return content(quiz({**QUESTION, **changes}))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (body({"type": "tanz"}), ["a: ", "Es gibt keinen Baustein „tanz“."]),
        (body({"type": "heading", "value": ""}), ["a: 0: ", "füllen Sie dieses Feld aus"]),
        (body({"type": "heading", "value": "x" * 161}), ["a: 0: ", "höchstens 160 Zeichen"]),
        (body({**IMAGE, "alt": ""}), ["a: 0: ", "alt_text"]),
        (body({**IMAGE, "file": "text.png"}), ["text.png: Das ist kein Bild."]),
        (body({**IMAGE, "file": "fehlt.png"}), ["fehlt.png: Diese Datei liegt nicht im Ordner."]),
        (body({**IMAGE, "file": "../x.png"}), ["../x.png: Diese Datei liegt nicht"]),
        (body({**FILM, "captions": ""}), ["Film", "Untertitel"]),
        (body({**FILM, "captions": "fehlt.vtt"}), ["fehlt.vtt: Diese Datei liegt nicht"]),
        (body({**FILM, "transcript": ""}), ["Film", "transcript"]),
        (body({**FILM, "file": "film.vtt"}), ["Film", "file"]),
        (body({**FILM, "seconds": "lang"}), ["a: "]),
        (asking(options=OPTIONS[:1]), ["t: 0: ", "options", "Anzahl"]),
        (asking(options=[OPTIONS[1]] * 2), ["Markieren Sie genau eine Antwort"]),
        (asking(options=[OPTIONS[0], {**OPTIONS[1], "text": "Ja"}]), ["denselben Text"]),
        (asking(options=[OPTIONS[0], {**OPTIONS[1], "feedback": ""}]), ["t: 0: ", "feedback"]),
        (asking(type="match"), ["t: ", "match"]),
        (asking(prompt=" "), ["t: 0: ", "prompt"]),
    ],
)
def test_import_block_that_authors_could_not_save_is_refused(imported, data, words):
    with pytest.raises(BadContent) as refused:
        imported(data)
    for expected in words:
        assert expected in str(refused.value)
    assert not Lesson.objects.exists()
    assert not CoursePage.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        body("Text"),
        body({"value": "ohne Art"}),
        body({"type": "heading"}),
        body({"type": "paragraph"}),
        body({"type": "callout", "kind": "tip"}),
        body({"type": "callout", "kind": "rat", "title": "x", "text": "<p>x</p>"}),
        body({"type": "accordion", "items": ["x"]}),
        body({"type": "accordion"}),
        body({"type": "table", "caption": "x", "header": ["a"]}),
        body({"type": "table", "caption": "x", "header": ["a"], "rows": [["b", "c"]]}),
        body({"type": "glossary", "terms": [{"term": "x"}]}),
        body({"type": "image", "alt": "x"}),
        body({"type": "video", "file": "film.mp4", "captions": "film.vtt"}),
        content(lesson(body="Text")),
        content(lesson(body={"type": "heading", "value": "x"})),
        content(quiz("Frage?")),
        content(quiz({"prompt": "Frage?", "options": OPTIONS})),
        content(quiz({"type": "single", "prompt": "Frage?"})),
        content(quiz({"type": "numeric", "prompt": "Frage?", "value": "viel"})),
        content(quiz({"type": "ordering", "prompt": "Frage?", "steps": "eins"})),
        content(quiz({"type": "matching", "prompt": "Frage?", "pairs": ["a", "b"]})),
        content(quiz({"type": "short_text", "prompt": "Frage?", "accepted": "eins"})),
        content(quiz({"type": "cloze", "prompt": "Frage?", "text": "[1]", "gaps": [{}]})),
        content(quiz({"type": "pool", "draw": "viele"}, QUESTION)),
        content(quiz({"type": "single", "prompt": "Frage?", "options": ["Ja", "Nein"]})),
        content(quiz({"type": "single", "options": OPTIONS})),
        content(lesson(minutes="acht")),
        content(lesson(minutes=-1)),
        content(lesson(title="x" * 161)),
        content(quiz(QUESTION, pass_percent=101)),
        content(quiz(QUESTION, max_attempts="oft")),
        content(quiz(QUESTION, graded="vielleicht")),
        content(lesson(body=[])),
        content(quiz()),
        content(goals="Ziel"),
        content(topics="recht"),
        content(level="meister"),
        content(format="brief"),
        content(promise="x" * 241),
        content(slug="Kurs mit Leerzeichen"),
        content(cover="text.png"),
        content(chapters=[{"title": "x" * 161, "items": [lesson()]}]),
    ],
)
def test_import_of_wrong_shape_is_refused_with_sentence_and_leaves_nothing(imported, data):
    with pytest.raises(BadContent) as refused:
        imported(data)
    place, _colon, fault = str(refused.value).partition(": ")
    assert place
    assert len(fault) > 5
    assert "Validation error" not in fault
    assert not Lesson.objects.exists()
    assert not CoursePage.objects.exists()


def test_import_long_cell_of_table_names_row_and_fault(imported):
    table = {"type": "table", "caption": "x", "header": ["a"], "rows": [["b"], ["y" * 601]]}
    with pytest.raises(BadContent, match="600 Zeichen"):
        imported(body(table))


def test_import_graded_test_without_question_is_refused(imported):
    with pytest.raises(UngradableTest) as refused:
        imported(content(lesson(), quiz(graded=True, body=[HEADING])))
    assert "benoteten Test „T“" in str(refused.value)
    assert not Lesson.objects.exists()


def test_import_faulty_change_keeps_what_was_imported_before(imported):
    module = imported(content(lesson(title="Gut")))
    with pytest.raises(BadContent):
        imported(content(lesson(title="Neu", body=[{"type": "tanz"}]), title="Anders"))
    module.course.refresh_from_db()
    assert module.course.title == "Kurs"
    assert Lesson.objects.get().title == "Gut"
    assert module.versions.count() == 1


def test_import_all_facts_reach_course_page(imported):
    topic, competence = TopicFactory(slug="recht"), CompetenceFactory(code="4.1")
    facts = {
        "description": "<p>Worum es geht.</p>",
        "goals": [" Ziel eins ", "Ziel zwei"],
        "audience": "Alle",
        "prerequisites": "Keine",
        "level": "advanced",
        "format": "hybrid",
        "licence": "CC-BY-4.0",
        "accessibility": "Untertitel überall.",
        "topics": ["recht", "gibt-es-nicht"],
        "competences": [4.1],
        "cover": "bild.png",
    }
    course = CoursePage.objects.get(pk=imported(content(**facts)).course_id)
    assert course.goal_list == ["Ziel eins", "Ziel zwei"]
    assert (course.level, course.format, course.licence) == ("advanced", "hybrid", "CC-BY-4.0")
    assert (course.audience, course.prerequisites) == ("Alle", "Keine")
    assert course.accessibility == "Untertitel überall."
    assert list(course.topics.all()) == [topic]
    assert list(course.competences.all()) == [competence]
    assert course.cover == get_image_model().objects.get()


def test_import_twice_changes_no_row(imported):
    data = content(lesson(body=[IMAGE, FILM, AUDIO]), quiz(QUESTION, graded=True))
    module = imported(data)
    before = [
        list(model.objects.order_by("pk").values())
        for model in (Module, Chapter, Lesson, Media, get_image_model())
    ]
    assert imported(data) == module
    after = [
        list(model.objects.order_by("pk").values())
        for model in (Module, Chapter, Lesson, Media, get_image_model())
    ]
    assert after == before
    assert module.versions.count() == 1


def test_import_moved_lesson_keeps_its_key_and_row(imported):
    module = imported(content(lesson(), lesson(key="b", title="B")))
    before = set(Lesson.objects.values_list("pk", "key"))
    chapters = [
        {"title": "Neu", "items": [lesson(key="b", title="B")]},
        {"title": "Kapitel", "items": [lesson()]},
    ]
    imported(content(chapters=chapters))
    assert set(Lesson.objects.values_list("pk", "key")) == before
    units = selectors.outline(selectors.current_version(module.course))
    assert [(unit.title, [item.title for item in unit.items]) for unit in units] == [
        ("Neu", ["B"]),
        ("Kapitel", ["A"]),
    ]


def test_import_same_file_under_two_names_is_stored_once(imported, folder):
    shutil.copy(folder / "bild.png", folder / "nochmal.png")
    imported(body(IMAGE, {**IMAGE, "file": "nochmal.png"}))
    assert get_image_model().objects.count() == 1


def test_import_changed_film_is_added_and_old_version_keeps_its_own(imported, folder):
    module = imported(body(FILM))
    old = selectors.current_version(module.course)
    (folder / "film.mp4").write_bytes(b"neuer Film")
    imported(body(FILM))
    new = selectors.current_version(module.course)
    assert Media.objects.count() == 2
    shown = [
        selectors.item(version, selectors.outline(version)[0].items[0].key).body[0].value.pk
        for version in (old, new)
    ]
    assert len(set(shown)) == 2


def test_import_mended_captions_reach_the_same_film(imported, folder):
    imported(body(FILM))
    (folder / "film.vtt").write_bytes(BETTER)
    imported(body({**FILM, "seconds": 61}))
    film = Media.objects.get()
    assert film.captions.read() == BETTER
    assert film.seconds == 61


def test_import_same_slug_for_two_providers_makes_two_modules(folder):
    (folder / "module.yaml").write_text(yaml.safe_dump(content()), encoding="utf-8")
    first = import_module(folder=folder, provider=ProviderFactory())
    second = import_module(folder=folder, provider=ProviderFactory())
    assert first != second
    assert len(set(Lesson.objects.values_list("key", flat=True))) == 2


def test_import_at_a_moment_dates_the_version(imported):
    moment = dt.datetime(2025, 3, 1, 9, tzinfo=dt.UTC)
    assert imported(content(), at=moment).versions.get().created_at == moment


def test_import_takes_tags_and_difficulty_along(imported):
    imported(content(quiz({**QUESTION, "tags": ["Fristen", "Recht"], "level": "hard"}, QUESTION)))
    first, second = Lesson.objects.get().body.raw_data
    assert (first["value"]["tags"], first["value"]["level"]) == ("Fristen, Recht", "hard")
    assert not {"tags", "level"} & set(second["value"])


@pytest.mark.parametrize(
    "notes", [{"tags": "Fristen"}, {"tags": list("abcdefg")}, {"level": "riesig"}]
)
def test_import_refuses_notes_that_authors_could_not_save(imported, notes):
    with pytest.raises(BadContent):
        imported(content(quiz({**QUESTION, **notes})))
    assert not Lesson.objects.exists()
