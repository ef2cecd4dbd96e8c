"""The archive of an export makes the identical module again; a bad one leaves nothing behind."""

import io
import json
import zipfile

import pytest
from django.core.files.base import File
from wagtail.images import get_image_model

from courses.catalogue.models import CoursePage
from courses.exchange import services
from courses.exchange.errors import ArchiveRefused
from courses.exchange.formats.bundles import Format
from courses.modules import services as modules
from courses.modules.collected import CollectedQuestion
from courses.modules.content_export import copy_of
from courses.modules.content_export.references import exchanged
from courses.modules.errors import BadContent
from courses.modules.models import Item, Lesson, Media, Module
from courses.modules.selectors import newest_version
from courses.packages import services as packages
from courses.packages.models import Package
from courses.packages.tasks import unpack_package
from tests.factories.exchange import make_full_module
from tests.factories.modules import (
    ChapterFactory,
    LessonFactory,
    QuizFactory,
    make_module,
    question,
)
from tests.factories.organisations import ProviderFactory
from tests.factories.packages import scorm12_files, zipped

pytestmark = pytest.mark.django_db


def archive_of(module, format_=Format.OWN):
    target = io.BytesIO()
    for _progress in services.write(newest_version(module), format_, target):
        pass
    target.seek(0)
    return target


def changed(archive, change):
    """Return the archive with other plain values."""
    target = io.BytesIO()
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "module.json":
                content = json.loads(data)
                change(content)
                data = json.dumps(content).encode()
            new.writestr(name, data)
    target.seek(0)
    return target


def frozen(module):
    """Return everything that learners get, with the content of files in place of their keys."""
    copy = copy_of(newest_version(module))
    digests = {place: about["sha256"] for place, about in copy.content["files"].items()}
    chapters = copy.content["chapters"]
    for chapter in chapters:
        for item in chapter["items"]:
            item["body"] = exchanged(item["body"], lambda kind, place: digests[place])
    return chapters


def all_files(module):
    copy = copy_of(newest_version(module))
    return {name: _read(file) for name, file in copy.files.items()}


def _read(file: File):
    with file.open("rb") as stream:
        return stream.read()


def test_archive_read_in_by_another_provider_gives_the_identical_content(module):
    other = ProviderFactory()
    made = services.bring_in(stream=archive_of(module), provider=other)
    assert made.pk != module.pk and made.provider == other
    before, after = frozen(module), frozen(made)
    for chapter in (*before, *after):
        for item in chapter["items"]:
            item.pop("key")
    assert after == before
    assert set(all_files(made).values()) == set(all_files(module).values())
    assert made.terms == module.terms
    first, second = copy_of(newest_version(module)), copy_of(newest_version(made))
    for fact in ("title", "description", "goals", "topics", "competences", "licence", "level"):
        assert second.content["course"][fact] == first.content["course"][fact]


def test_archive_of_another_platform_keeps_the_keys(module):
    archive = archive_of(module)
    keys = [str(item.key) for item in Item.objects.order_by("pk")]
    free = {key: key.translate(str.maketrans("0123456789", "1234567890")) for key in keys}

    def renamed(content):
        for chapter in content["chapters"]:
            for item in chapter["items"]:
                item["key"] = free[item["key"]]

    made = services.bring_in(stream=changed(archive, renamed), provider=ProviderFactory())
    items = Item.objects.filter(unit__version__module=made).order_by("pk")
    assert [str(item.key) for item in items] == list(free.values())


def test_archive_read_in_where_its_keys_are_taken_maps_them_the_same_each_time(module):
    archive, other = archive_of(module), ProviderFactory()
    first = services.bring_in(stream=archive, provider=other)
    keys = set(Lesson.objects.filter(chapter__module=first).values_list("key", flat=True))
    assert not keys & set(
        Lesson.objects.filter(chapter__module=module).values_list("key", flat=True)
    )
    again = services.bring_in(stream=archive, provider=other)
    assert again.pk == first.pk
    assert set(Lesson.objects.filter(chapter__module=again).values_list("key", flat=True)) == keys


def test_archive_read_in_over_its_own_module_changes_nothing(module):
    archive, version = archive_of(module), newest_version(module)
    counts = [model.objects.count() for model in (get_image_model(), Media, Lesson)]
    made = services.bring_in(stream=archive, provider=module.provider)
    assert made.pk == module.pk
    assert newest_version(made) == version
    assert [model.objects.count() for model in (get_image_model(), Media, Lesson)] == counts


def test_archive_read_in_after_an_edit_restores_the_edition(module):
    archive, before = archive_of(module), frozen(module)
    lesson = Lesson.objects.get(title="Alles")
    Lesson.objects.filter(pk=lesson.pk).update(title="Verdorben")
    Lesson.objects.filter(title="Kurz").delete()
    services.bring_in(stream=archive, provider=module.provider)
    assert frozen(module) == before


def test_archive_is_the_same_each_time(module):
    assert archive_of(module).read() == archive_of(module).read()


def test_archive_names_licence_provider_and_source(module, copied):
    content = json.loads(zipfile.ZipFile(archive_of(module)).read("module.json"))
    assert content["course"]["licence"] == "CC-BY-SA-4.0"
    assert content["provider"]["name"] == module.provider.name
    assert content["address"].endswith("/voller-kurs/")
    assert content == json.loads(json.dumps(copied.content, default=str))


def test_archive_with_a_script_in_its_text_loses_it(module):
    def poisoned(content):
        bodies = [item["body"] for chapter in content["chapters"] for item in chapter["items"]]
        one = next(block for body in bodies for block in body if block["type"] == "paragraph")
        one["value"] = '<p onclick="x()">Hallo<script>alert(1)</script></p>'

    made = services.bring_in(
        stream=changed(archive_of(module), poisoned), provider=ProviderFactory()
    )
    text = json.dumps(frozen(made))
    assert "<p>Hallo</p>" in text and "alert" not in text and "onclick" not in text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda content: content.update(format="anders"), "kein Archiv"),
        (lambda content: content.update(edition=99), "neueren Plattform"),
        (lambda content: content.pop("chapters"), "nicht so aufgebaut"),
        (lambda content: content["course"].pop("title"), "nicht so aufgebaut"),
        (lambda content: content["files"].clear(), "nicht so aufgebaut"),
        (lambda content: content["course"].update(level="x"), "level"),
        (
            lambda content: content["chapters"][0]["items"][0]["body"].append(
                {"type": "fremd", "value": 1, "id": "1"}
            ),
            "nicht so aufgebaut",
        ),
        (lambda content: content["chapters"][0]["items"][0].update(key="keine"), "aufgebaut"),
    ],
)
def test_bad_archive_says_what_is_wrong_and_leaves_nothing_behind(module, change, sentence):
    archive, modules = changed(archive_of(module), change), Module.objects.count()
    with pytest.raises(BadContent, match=sentence):
        services.bring_in(stream=archive, provider=ProviderFactory())
    assert Module.objects.count() == modules
    assert CoursePage.objects.filter(slug="voller-kurs").count() == 1


@pytest.mark.parametrize("content", [b"kein Archiv", b""])
def test_file_that_is_no_archive_is_refused(content):
    with pytest.raises(ArchiveRefused, match="kann nicht eingelesen werden"):
        services.bring_in(stream=io.BytesIO(content), provider=ProviderFactory())


@pytest.mark.parametrize("text", [None, "kein JSON"])
def test_archive_without_its_document_is_refused(text):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("module.json" if text else "anders.json", text or "{}")
    target.seek(0)
    with pytest.raises(ArchiveRefused, match=r"module\.json"):
        services.bring_in(stream=target, provider=ProviderFactory())


def test_slug_given_makes_a_second_module_of_the_same_provider(module):
    made = services.bring_in(stream=archive_of(module), provider=module.provider, slug="zweiter")
    assert made.pk != module.pk
    assert made.course.slug == "zweiter"


def test_copy_reads_the_same_number_of_queries_however_many_lessons(
    db, django_assert_max_num_queries
):
    one = make_full_module(slug="einer")
    with django_assert_max_num_queries(22):
        copy_of(newest_version(one))


def test_package_that_is_a_step_goes_along_and_is_taken_in_once(db, tmp_path):
    module = make_module(lessons=1, graded=False)
    package = packages.take_package(
        provider=module.provider,
        stream=zipped(scorm12_files()),
        unpacking=unpack_package,
        title="Ein Paket",
    )
    chapter = ChapterFactory(module=module)
    LessonFactory(chapter=chapter, kind="package", package=package, completion="reported", body=[])
    modules.freeze(module=module)
    archive, other = archive_of(module), ProviderFactory()
    for _time in range(2):
        made = services.bring_in(stream=archive, provider=other)
        item = Item.objects.filter(unit__version__module=made, kind="package").get()
        assert item.package.digest == package.digest
        assert (item.package.provider, item.package.title) == (other, "Ein Paket")
    assert Package.objects.filter(provider=other).count() == 1
    page = zipfile.ZipFile(archive_of(module, Format.HTML)).read("index.html").decode()
    assert "eigenes Paket" in page and "upload.zip" in page


def test_notes_of_authors_go_along_and_come_back():
    block = question()
    block["value"] |= {"tags": "Fristen, Recht am Bau", "level": "hard"}
    module = make_module(lessons=1, graded=False)
    QuizFactory(chapter=module.chapters.get(), body=[block])
    modules.freeze(module=module)
    archive = archive_of(module)
    came = services.bring_in(stream=archive, provider=ProviderFactory())

    (found,) = CollectedQuestion.objects.filter(lesson__chapter__module=came)
    assert (found.tag_list, found.level) == (("Fristen", "Recht am Bau"), "hard")
    bodies = [[item["body"] for item in one["items"]] for one in frozen(came)]
    assert bodies == [[item["body"] for item in one["items"]] for one in frozen(module)]
