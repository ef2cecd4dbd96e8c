"""Films are taken by either way, once, and refused with a sentence that says what to do."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from campus.uploads import scratch
from campus.uploads.models import Upload
from courses.modules.models import Media
from members.roles.catalogue import Role
from tests.factories.media_files import mp4, ogg, webm
from tests.factories.modules import CAPTIONS, MediaFactory
from tests.factories.uploads import UploadFactory, whole

pytestmark = pytest.mark.django_db
ADD = "/admin/snippets/modules/media/add/"
WORDS = '{"blocks":[{"key":"a","text":"Abschrift","type":"unstyled"}],"entityMap":{}}'
KEY = "file-hochgeladen"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def own(draft):
    return draft.chapter.module.provider


@pytest.fixture
def author(own, enter):
    return enter(Role.AUTHOR, provider=own)


@pytest.fixture
def fields(own):
    """What the form of a film sends besides the film."""
    return {
        "provider": own.pk,
        "title": "Vorlesung 1",
        "kind": "video",
        "seconds": 5,
        "transcript": WORDS,
        "captions": SimpleUploadedFile("film.vtt", CAPTIONS),
    }


def test_film_uploaded_in_pieces_is_moved_and_the_upload_is_gone(client, author, fields):
    upload = whole(mp4(3000), uploaded_by=author, name="Vorlesung 1.mp4")
    lay = scratch.path_of(upload.pk).stat().st_ino
    assert client.post(ADD, {**fields, KEY: str(upload.pk)}).status_code == 302
    film = Media.objects.get(title="Vorlesung 1")
    assert film.file.name.startswith("lessons/media/Vorlesung_1")
    assert film.file.read() == mp4(3000)
    assert not scratch.path_of(upload.pk).exists()
    assert not Upload.objects.exists()
    # The same file on the same disk: nothing was copied.
    assert Path(film.file.path).stat().st_ino == lay


def test_film_sent_with_its_form_is_taken_as_before(client, author, fields):
    fields["file"] = SimpleUploadedFile("film.webm", webm(100))
    assert client.post(ADD, fields).status_code == 302
    assert Media.objects.get(title="Vorlesung 1").file.read() == webm(100)


def test_exchange_of_a_film_by_an_upload(client, author, own, fields):
    film = MediaFactory(provider=own)
    upload = whole(ogg(), uploaded_by=author, name="ton.ogg")
    address = f"/admin/snippets/modules/media/edit/{film.pk}/"
    assert client.post(address, {**fields, KEY: str(upload.pk)}).status_code == 302
    film.refresh_from_db()
    assert film.file.read() == ogg()
    del fields["captions"]
    assert client.post(address, fields).status_code == 302
    film.refresh_from_db()
    assert film.file.read() == ogg()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("film.mp4", b"PK\x03\x04" + b"x" * 99, "Das ist ein ZIP-Archiv"),
        ("film.mp4", SVG, "Das ist eine Zeichnung oder Webseite"),
        ("film.mp4", b"%PDF-1.7", "beschädigt oder weder Film noch Ton"),
        ("ton.mp3", mp4(99), "Die Endung des Dateinamens passt nicht"),
        ("film.mp4", mp4(999)[:-9], "Das Ende fehlt"),
        ("film.zip", mp4(99), "Die Endung des Dateinamens passt nicht"),
        ("bild.svg", SVG, "Das ist eine Zeichnung oder Webseite"),
    ],
)
@pytest.mark.parametrize("in_pieces", [True, False])
def test_what_is_no_whole_film_is_refused_and_the_form_keeps_the_rest(
    client, author, fields, name, content, sentence, in_pieces
):
    before = Media.objects.count()
    if in_pieces:
        upload = whole(content, uploaded_by=author, name=name)
        fields[KEY] = str(upload.pk)
    else:
        fields["file"] = SimpleUploadedFile(name, content)
    answer = client.post(ADD, fields)
    assert answer.status_code == 200
    assert sentence in answer.text
    assert 'value="Vorlesung 1"' in answer.text
    assert "Abschrift" in answer.text
    assert Media.objects.count() == before
    # Nothing is half stored: what was refused is gone.
    assert not Upload.objects.exists()
    assert f'name="{KEY}" value=""' in answer.text


@pytest.mark.parametrize("in_pieces", [True, False])
def test_film_above_the_limit_is_refused_with_both_sizes(
    client, author, fields, settings, in_pieces
):
    settings.KC_MEDIA_MEGABYTES = 1
    content = mp4(1_500_000)
    if in_pieces:
        fields[KEY] = str(whole(content, uploaded_by=author).pk)
    else:
        fields["file"] = SimpleUploadedFile("film.mp4", content)
    text = client.post(ADD, fields).text
    assert "Diese Datei hat 2 MB; höchstens 1 MB" in text


def test_fault_elsewhere_keeps_the_upload_so_that_it_need_not_be_sent_again(client, author, fields):
    upload = whole(mp4(99), uploaded_by=author)
    answer = client.post(ADD, {**fields, "title": "", KEY: str(upload.pk)})
    assert f'name="{KEY}" value="{upload.pk}"' in answer.text
    assert "muss nicht noch einmal gewählt werden" in answer.text
    fields["captions"].seek(0)
    assert client.post(ADD, {**fields, KEY: str(upload.pk)}).status_code == 302
    assert Media.objects.filter(title="Vorlesung 1").exists()


def test_upload_that_is_lost_foreign_half_or_used_is_asked_for_again(client, author, fields):
    used = whole(mp4(9), uploaded_by=author)
    assert client.post(ADD, {**fields, KEY: str(used.pk)}).status_code == 302
    count = Media.objects.count()
    for key in (
        used.pk,
        whole(mp4(9)).pk,
        UploadFactory(uploaded_by=author, sent=mp4()[:5]).pk,
        whole(mp4(9), uploaded_by=author, purpose="package").pk,
        "kein-schluessel",
    ):
        fields["captions"].seek(0)
        answer = client.post(ADD, {**fields, KEY: str(key)})
        assert "nicht vollständig oder nicht mehr da" in answer.text
    assert Media.objects.count() == count


def test_form_shows_what_is_on_its_way_and_nothing_of_others(client, author):
    mine = UploadFactory(uploaded_by=author, name="Meins.mp4", sent=b"01234")
    ready = whole(b"0123456789", uploaded_by=author, name="Fertig.mp4")
    UploadFactory(name="Fremd.mp4", sent=b"0")
    whole(b"PK", uploaded_by=author, name="Paket.zip", purpose="package")
    text = client.get(ADD).text
    assert "„Meins.mp4“ (10 Bytes): 50 Prozent hochgeladen" in text.replace("\xa0", " ")
    assert f'data-ku-earlier="/admin/hochladen/{mine.pk}/"' in text
    assert f'data-ku-id="{ready.pk}"' in text
    assert "Fremd.mp4" not in text and "Paket.zip" not in text
    assert 'data-ku-limit="1048576000"' in text


def test_form_of_an_author_without_uploads_asks_the_database_once_more_only(
    client, author, django_assert_max_num_queries
):
    client.get(ADD)
    counts = []
    for number in (0, 6):
        for _one in range(number):
            UploadFactory(uploaded_by=author, sent=b"0")
        with django_assert_max_num_queries(40) as counted:
            client.get(ADD)
        counts.append(len(counted))
    assert counts[0] == counts[1]
