"""What a published version shows stays as it is: pictures and media keep their files."""

import pytest
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from courses.modules import services
from courses.modules.models import Media
from courses.modules.references import in_frozen_version
from tests.factories.accounts import UserFactory
from tests.factories.media_files import mp4
from tests.factories.modules import LessonFactory, MediaFactory

pytestmark = [pytest.mark.django_db, pytest.mark.wagtail_tasks]


@pytest.fixture
def shown(client):
    """A picture and a film of a frozen version; an administrator is signed in."""
    client.force_login(UserFactory(is_superuser=True))
    film = MediaFactory(title="Gezeigt")
    image = get_image_model().objects.create(
        title="Gezeigt", file=ImageFile(get_test_image_file(), name="a.png")
    )
    picture = {"image": image.pk, "alt_text": "Haus", "decorative": False}
    body = [
        {"type": "video", "value": film.pk, "id": "1"},
        {"type": "image", "value": {"image": picture, "caption": ""}, "id": "2"},
    ]
    services.freeze(module=LessonFactory(body=body).chapter.module)
    return {"film": film, "image": image}


def test_files_of_frozen_version_are_known(shown):
    assert in_frozen_version(shown["film"])
    assert in_frozen_version(shown["image"])
    assert not in_frozen_version(MediaFactory())


def test_delete_shown_image_is_refused(client, shown):
    client.post(f"/admin/images/{shown['image'].pk}/delete/")
    assert get_image_model().objects.filter(pk=shown["image"].pk).exists()


def test_delete_shown_image_in_bulk_is_refused(client, shown):
    client.post(f"/admin/bulk/image/delete/?id={shown['image'].pk}")
    assert get_image_model().objects.filter(pk=shown["image"].pk).exists()


def test_delete_shown_film_is_refused_and_other_film_goes(client, shown):
    other = MediaFactory()
    for film in (shown["film"], other):
        client.post(f"/admin/snippets/modules/media/delete/{film.pk}/")
    assert list(Media.objects.all()) == [shown["film"]]


def test_exchange_file_of_shown_image_is_refused(client, shown):
    before = shown["image"].file.name
    upload = SimpleUploadedFile("b.png", get_test_image_file().file.getvalue(), "image/png")
    client.post(f"/admin/images/{shown['image'].pk}/", {"title": "Neu", "file": upload})
    shown["image"].refresh_from_db()
    assert shown["image"].file.name == before


def test_exchange_file_of_shown_film_is_refused_but_not_its_transcript(client, shown):
    film = shown["film"]
    address = f"/admin/snippets/modules/media/edit/{film.pk}/"
    words = '{"blocks":[{"key":"a","text":"Neu","type":"unstyled"}],"entityMap":{}}'
    data = {"provider": film.provider_id, "title": "Neu", "kind": "video", "seconds": 5}
    data["transcript"] = words
    before = film.file.name
    upload = SimpleUploadedFile("neu.mp4", mp4())
    assert client.post(address, {**data, "file": upload}).status_code == 200
    assert client.post(address, data).status_code == 302
    film.refresh_from_db()
    assert film.file.name == before
    assert "Neu" in film.transcript


def test_broken_upload_is_refused_with_a_sentence_and_keeps_what_was_typed(client, shown):
    film = shown["film"]
    data = {
        "provider": film.provider_id,
        "title": "Mein neuer Film",
        "kind": "video",
        "seconds": 5,
        "transcript": '{"blocks":[],"entityMap":{}}',
        "file": SimpleUploadedFile("film.mp4", b"kein Film"),
        "captions": SimpleUploadedFile("film.vtt", b"kein WebVTT"),
    }
    answer = client.post("/admin/snippets/modules/media/add/", data)
    page = answer.content.decode()
    assert "Diese Datei ist beschädigt oder weder Film noch Ton" in page
    assert "Diese Datei enthält keine Untertitel" in page
    assert "Mein neuer Film" in page
