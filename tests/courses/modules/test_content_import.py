"""A folder becomes a course with a frozen version, and a second import changes nothing."""

import pytest
import yaml
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from courses.catalogue.models import CourseEntry
from courses.modules import selectors
from courses.modules.content_import import import_module
from courses.modules.errors import BadContent
from courses.modules.models import Lesson, Media
from courses.modules.references import in_frozen_version
from tests.factories.catalogue import TopicFactory
from tests.factories.modules import CAPTIONS
from tests.factories.organisations import ProviderFactory

OPTIONS = [
    {"text": "Ja", "correct": True, "feedback": "Richtig."},
    {"text": "Nein", "correct": False, "feedback": "Leider nicht."},
]
BODY = [
    {"type": "heading", "value": "Worum es geht"},
    {
        "type": "paragraph",
        "value": '<p>Text<script>alert(1)</script> <a href="javascript:x">x</a></p>',
    },
    {"type": "image", "file": "bild.png", "alt": "Ein Haus", "caption": "Rathaus"},
    {"type": "callout", "kind": "tip", "title": "Tipp", "text": "<p>Hinweis</p>"},
    {"type": "accordion", "items": [{"title": "Teil", "text": "<p>Inhalt</p>"}]},
    {"type": "table", "caption": "Fristen", "header": ["Tag"], "rows": [["Montag"]]},
    {"type": "glossary", "terms": [{"term": "ARS", "definition": "Schlüssel"}]},
    {
        "type": "video",
        "file": "film.mp4",
        "captions": "film.vtt",
        "title": "Film",
        "transcript": "<p>Gesprochen</p>",
        "seconds": 60,
    },
]


def content(**changes):
    lesson = {"kind": "lesson", "key": "eins", "title": "Eins", "minutes": 8, "body": BODY}
    quiz = {
        "kind": "quiz",
        "key": "test",
        "title": "Test",
        "minutes": 4,
        "graded": True,
        "pass_percent": 70,
        "questions": [{"type": "single", "prompt": "Stimmt das?", "options": OPTIONS}],
    }
    return {
        "slug": "vergaberecht",
        "title": "Vergaberecht",
        "promise": "Sie vergeben richtig.",
        "goals": ["Ziel eins", "Ziel zwei"],
        "topics": ["fachrecht"],
        "chapters": [{"title": "Kapitel", "items": [lesson, quiz]}],
        **changes,
    }


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "bild.png").write_bytes(get_test_image_file().file.getvalue())
    (tmp_path / "film.mp4").write_bytes(b"film")
    (tmp_path / "film.vtt").write_bytes(CAPTIONS)
    return written(tmp_path, content())


def written(folder, data):
    (folder / "module.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return folder


@pytest.mark.django_db
@pytest.mark.wagtail_tasks
def test_import_folder_makes_course_with_frozen_version(folder):
    TopicFactory(slug="fachrecht")
    provider = ProviderFactory()
    module = import_module(folder=folder, provider=provider)
    assert CourseEntry.objects.get().course == module.course
    assert module.course.goal_list == ["Ziel eins", "Ziel zwei"]
    assert module.course.minutes == 12
    version = selectors.current_version(module.course)
    [unit] = selectors.outline(version)
    assert [(item.title, item.graded) for item in unit.items] == [("Eins", False), ("Test", True)]
    frozen = selectors.item(version, unit.items[0].key)
    stored = str(list(frozen.body.raw_data))
    assert "script" not in stored
    assert "javascript" not in stored
    image = get_image_model().objects.get()
    assert image.collection == provider.collection
    assert in_frozen_version(image)
    assert in_frozen_version(Media.objects.get())


@pytest.mark.django_db
def test_import_twice_makes_nothing_new(folder):
    provider = ProviderFactory()
    first = import_module(folder=folder, provider=provider)
    second = import_module(folder=folder, provider=provider)
    assert first == second
    assert second.versions.count() == 1
    assert Lesson.objects.count() == 2
    assert get_image_model().objects.count() == Media.objects.count() == 1


@pytest.mark.django_db
def test_import_changed_folder_makes_second_version(folder, tmp_path):
    provider = ProviderFactory()
    import_module(folder=folder, provider=provider)
    changed = content()
    changed["chapters"][0]["items"].pop()
    module = import_module(folder=written(folder, changed), provider=provider)
    assert module.versions.count() == 2
    assert Lesson.objects.count() == 1


def broken(**changes):
    lesson = {"kind": "lesson", "key": "a", "title": "A", **changes}
    return content(chapters=[{"title": "K", "items": [lesson]}])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data",
    [
        content(title=""),
        content(chapters=[{"title": "Ohne Inhalt"}]),
        broken(kind="film"),
        broken(body=[{"type": "image", "file": "../geheim.png", "alt": "x"}]),
        broken(body=[{"type": "image", "file": "bild.png", "alt": ""}]),
        broken(body=[{"type": "tanz", "value": "x"}]),
        broken(kind="quiz", questions=[{"type": "single", "prompt": "?", "options": OPTIONS[1:]}]),
    ],
)
def test_import_faulty_folder_is_refused_with_place(folder, data):
    with pytest.raises(BadContent) as refusal:
        import_module(folder=written(folder, data), provider=ProviderFactory())
    assert str(refusal.value)
    assert Lesson.objects.count() == 0


@pytest.mark.django_db
def test_import_missing_folder_is_refused(tmp_path):
    with pytest.raises(BadContent):
        import_module(folder=tmp_path / "nirgends", provider=ProviderFactory())
