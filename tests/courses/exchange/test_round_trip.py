"""Whatever authors write: the archive of a module makes the identical module again."""

import copy
import io
import json
import zipfile

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from courses.exchange import services
from courses.exchange.errors import ArchiveRefused
from courses.exchange.formats.bundles import Format
from courses.modules import services as modules
from courses.modules.content_export import copy_of, references
from courses.modules.models import Lesson, Module
from courses.modules.selectors import newest_version
from courses.packages.reading.archive import Limits
from tests.courses.exchange.generated import BLOCKS, QUESTIONS
from tests.factories.modules import (
    ChapterFactory,
    LessonFactory,
    ModuleFactory,
    QuizFactory,
    paragraph,
)
from tests.factories.organisations import ProviderFactory

HEADING = {"type": "heading", "value": "Thema", "id": "0"}
NEVER_STORED = str.maketrans(dict.fromkeys("\x00\x0b\ufffe"))
PICTURE = {"image": {"image": 7, "alt_text": "Rathaus", "decorative": False}, "caption": ""}
NAMED = [
    ({"type": "image", "value": PICTURE, "id": "1"}, ("image", 7)),
    ({"type": "image", "value": {"image": 7, "caption": ""}, "id": "1"}, ("image", 7)),
    ({"type": "video", "value": 3, "id": "1"}, ("media", 3)),
    ({"type": "audio", "value": 3, "id": "1"}, ("media", 3)),
    ({"type": "download", "value": {"document": 5, "note": ""}, "id": "1"}, ("document", 5)),
    ({"type": "embed", "value": {"document": 5, "title": "a"}, "id": "1"}, ("document", 5)),
    ({"type": "acknowledgement", "value": {"document": 5}, "id": "1"}, ("document", 5)),
    ({"type": "paragraph", "value": "<p>7</p>", "id": "1"}, None),
    ({"type": "heading", "value": "7", "id": "1"}, None),
]


def clean(body):
    """Return blocks without signs that no database of text holds."""
    return references.changed(body, lambda text: text.translate(NEVER_STORED))


def archived(module):
    target = io.BytesIO()
    for _progress in services.write(newest_version(module), Format.OWN, target):
        pass
    target.seek(0)
    return target


def content_of(module):
    """Return the plain values of a module but for what names it."""
    content = copy.deepcopy(copy_of(newest_version(module)).content)
    for name in ("provider", "address", "version"):
        content.pop(name)
    for chapter in content["chapters"]:
        for item in chapter["items"]:
            item.pop("key")
    return content


def a_module(bodies, **settings_):
    """Return a frozen module with a lesson for each body, and a test at the end.

    Each lesson begins with a heading: a box with a title stands one level below one.
    """
    module = ModuleFactory()
    chapter = ChapterFactory(module=module)
    for number, body in enumerate(bodies):
        LessonFactory(chapter=chapter, position=number, body=[HEADING, *body])
    if settings_:
        QuizFactory(chapter=chapter, graded=True, position=len(bodies), **settings_)
    modules.freeze(module=module)
    return module


@pytest.mark.django_db
@given(
    st.lists(
        st.lists(st.one_of(BLOCKS, QUESTIONS).map(clean), min_size=1, max_size=3),
        min_size=1,
        max_size=2,
    ),
    st.integers(min_value=1, max_value=100),
    st.integers(min_value=0, max_value=5),
)
@settings(
    max_examples=3,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_module_comes_back_identical(bodies, percent, attempts):
    with transaction.atomic():
        before = a_module(bodies, pass_percent=percent, max_attempts=attempts)
        archive = archived(before)
        made = services.bring_in(stream=archive, provider=ProviderFactory())
        assert content_of(made) == content_of(before)
        again = services.bring_in(stream=archive, provider=before.provider)
        assert again.pk == before.pk
        assert archived(again).read() == archive.getvalue()
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "facts",
    [
        {"required": False, "completion": "opened", "minutes": 0},
        {"completion": "confirmed", "minutes": 240},
        {"completion": "seen", "seen_percent": 55},
        {"title": "Ä" * 160},
    ],
)
def test_settings_of_a_lesson_come_back(facts):
    module = ModuleFactory()
    LessonFactory(chapter=ChapterFactory(module=module), **facts)
    modules.freeze(module=module)
    made = services.bring_in(stream=archived(module), provider=ProviderFactory())
    lesson = Lesson.objects.get(chapter__module=made)
    assert {name: getattr(lesson, name) for name in facts} == facts


@pytest.mark.parametrize(("block", "named"), NAMED)
def test_block_names_its_file_by_kind_and_key(block, named):
    assert references.named(block) == named


@pytest.mark.parametrize(("block", "named"), NAMED)
def test_place_put_for_a_key_and_back_leaves_the_block_as_it_was(block, named):
    before = copy.deepcopy(block)
    away = references.exchanged([block], lambda kind, key: f"media/{kind}-{key}.bin")
    assert block == before, "the block of the platform was changed"
    assert (f"media/{named[0]}-{named[1]}.bin" in json.dumps(away)) if named else away == [before]
    home = references.exchanged(away, lambda kind, place: int(place[:-4].rpartition("-")[2]))
    assert home == [before]


@given(
    st.dictionaries(
        st.integers(min_value=1, max_value=99),
        st.from_regex(r"https://a\.example/[a-z]{1,8}/", fullmatch=True),
        max_size=4,
    ).filter(lambda found: len(set(found.values())) == len(found)),
    st.lists(st.integers(min_value=1, max_value=99), max_size=5),
)
def test_links_to_pages_become_addresses_and_pages_again(addresses, linked):
    texts = [f'<p>Zu <a linktype="page" id="{key}">Seite {key}</a></p>' for key in linked]
    body = [paragraph(text) for text in texts]
    assert references.pages_in(body) == set(linked)
    away = references.with_addresses(body, addresses)
    assert "linktype" not in json.dumps(away)
    known = {address: key for key, address in addresses.items()}
    home = references.with_pages(away, known)
    for key, before, after in zip(linked, body, home, strict=True):
        lost = before["value"].replace(f'linktype="page" id="{key}"', 'href="#"')
        assert after["value"] == (before["value"] if key in addresses else lost)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(packed=10), "größer"),
        (Limits(files=0), "Dateien"),
    ],
)
def test_archive_above_the_limits_is_refused_and_nothing_is_kept(limits, words):
    module = a_module([[paragraph()]])
    count = Module.objects.count()
    with pytest.raises(ArchiveRefused, match=words):
        services.bring_in(stream=archived(module), provider=ProviderFactory(), limits=limits)
    assert Module.objects.count() == count


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["../module.json", "/etc/passwd", "media/../../x.png"])
def test_archive_that_leads_out_of_itself_is_refused(name):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(name, "{}")
    target.seek(0)
    with pytest.raises(ArchiveRefused, match="kann nicht eingelesen werden"):
        services.bring_in(stream=target, provider=ProviderFactory())


@pytest.mark.django_db
def test_archive_with_a_sign_that_no_database_keeps_is_refused():
    content = json.loads(zipfile.ZipFile(archived(a_module([[paragraph()]]))).read("module.json"))
    content["chapters"][0]["title"] = "Anfang\x00"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("module.json", json.dumps(content))
    target.seek(0)
    with pytest.raises(ArchiveRefused, match=r"module\.json"):
        services.bring_in(stream=target, provider=ProviderFactory())


@pytest.mark.django_db
def test_words_may_show_how_such_a_sign_is_written():
    shown = paragraph("<p>So schreibt JSON es: \\u0000</p>")
    before = a_module([[shown]])
    made = services.bring_in(stream=archived(before), provider=ProviderFactory())
    assert content_of(made) == content_of(before)
