"""Packages in the studio: upload with a clear answer, nothing of another provider."""

import pytest
from django.urls import reverse

from campus.uploads import scratch
from campus.uploads.models import Upload
from courses.packages import services, storing, taking
from courses.packages.models import Package
from tests.factories.organisations import ProviderFactory
from tests.factories.packages import PAGE
from tests.factories.uploads import whole

pytestmark = pytest.mark.django_db

LIST, ADD = reverse("packages:packages"), reverse("packages:add")


def test_an_upload_leads_to_what_the_doctor_found(client, author, provider, upload):
    fields = {"file": upload(), "title": "", "provider": provider.pk}
    answer = client.post(ADD, fields, follow=True)
    package = Package.objects.get()
    assert answer.redirect_chain == [(reverse("packages:package", args=[package.pk]), 302)]
    assert "Es wurde nichts gefunden" in answer.text
    assert "Das Paket wird entpackt" in answer.text
    assert package.uploaded_by == author


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Wählen Sie die ZIP-Datei"),
        ({"content": b""}, "Diese Datei ist leer"),
        ({"content": b"Guten Tag"}, "Diese Datei ist kein ZIP-Archiv"),
        ({"files": {"../x": "x"}}, "führt aus dem Paket hinaus"),
        ({"files": {"kurs/imsmanifest.xml": "x"}}, "liegt im Ordner „kurs“"),
        ({"files": {"index.html": PAGE, "a.svg": "<svg onload='x'/>"}}, "enthält ein Skript"),
    ],
)
def test_a_refused_upload_says_why_and_keeps_what_was_typed(
    client, author, provider, upload, sent, sentence
):
    fields = {"title": "Mein <Titel>", "provider": provider.pk}
    answer = client.post(ADD, {**fields, **({"file": upload(**sent)} if sent else {})})
    assert answer.status_code == 400
    assert sentence in answer.text
    assert "Mein &lt;Titel&gt;" in answer.text
    assert not Package.objects.exists()


KEY = "file-hochgeladen"


def test_an_upload_in_pieces_becomes_a_package_and_is_gone(client, author, provider, upload):
    sent = whole(upload().read(), uploaded_by=author, purpose="package", name="kurs.zip")
    fields = {"title": "", "provider": provider.pk, KEY: str(sent.pk)}
    answer = client.post(ADD, fields, follow=True)
    assert "Es wurde nichts gefunden" in answer.text
    assert services.unpack(package_id=Package.objects.get().pk).state == "ready"
    assert not Upload.objects.exists()
    assert not scratch.path_of(sent.pk).exists()


@pytest.mark.parametrize(
    ("content", "more", "sentence"),
    [
        ({"content": b"PK Guten Tag"}, {}, "Diese Datei ist kein ZIP-Archiv"),
        ({"files": {"../x": "x"}}, {}, "führt aus dem Paket hinaus"),
        ({}, {"standard": "cmi5"}, "cmi5"),
    ],
)
def test_a_refused_upload_in_pieces_is_gone_and_the_rest_is_kept(
    client, author, provider, upload, content, more, sentence
):
    sent = whole(upload(**content).read(), uploaded_by=author, purpose="package", name="kurs.zip")
    fields = {"title": "Mein Titel", "provider": provider.pk, KEY: str(sent.pk), **more}
    answer = client.post(ADD, fields)
    assert answer.status_code == 400
    assert sentence in answer.text
    # Why it was refused, and not that it was lost on the way.
    assert "nicht vollständig oder nicht mehr da" not in answer.text
    assert 'value="Mein Titel"' in answer.text
    assert f'name="{KEY}" value=""' in answer.text
    assert not scratch.path_of(sent.pk).exists()
    assert not Package.objects.exists()


def test_a_fault_elsewhere_keeps_the_upload_in_pieces(client, author, provider, upload):
    sent = whole(upload().read(), uploaded_by=author, purpose="package", name="kurs.zip")
    fields = {"title": "x" * 200, "provider": provider.pk, KEY: str(sent.pk)}
    answer = client.post(ADD, fields)
    assert f'name="{KEY}" value="{sent.pk}"' in answer.text
    assert client.post(ADD, {**fields, "title": ""}).status_code == 302


def test_an_upload_of_somebody_else_is_none(client, author, provider, upload):
    foreign = whole(upload().read(), purpose="package", name="kurs.zip")
    fields = {"title": "", "provider": provider.pk, KEY: str(foreign.pk)}
    answer = client.post(ADD, fields)
    assert answer.status_code == 400
    assert "nicht vollständig oder nicht mehr da" in answer.text
    assert scratch.path_of(foreign.pk).exists()


@pytest.mark.parametrize(
    ("head", "is_taken"),
    [
        (b"PK\x03\x04rest", True),
        (b"<?xml version='1.0'?><courseStructure/>", True),
        (b"\xef\xbb\xbf\n<courseStructure/>", True),
        (b"Rar!", False),
        (b"%PDF", False),
        (b"", False),
    ],
)
def test_the_first_bytes_tell_what_can_be_no_package(head, is_taken):
    assert (taking.refusal(head, "kurs.zip") == "") is is_taken


def test_nobody_uploads_for_another_provider(client, author, upload):
    other = ProviderFactory()
    answer = client.post(ADD, {"file": upload(), "title": "", "provider": other.pk})
    assert answer.status_code == 400
    assert not Package.objects.exists()


def test_packages_of_another_provider_do_not_exist(client, author, take):
    foreign = take(provider=ProviderFactory(), title="Fremd")
    assert "Fremd" not in client.get(LIST).text
    for name in ("package", "progress"):
        assert client.get(reverse(f"packages:{name}", args=[foreign.pk])).status_code == 404
    assert client.post(reverse("packages:delete", args=[foreign.pk])).status_code == 404
    assert Package.objects.count() == 1


def test_the_list_needs_the_same_queries_for_any_number(
    client, author, take, django_assert_max_num_queries
):
    counts = []
    for _round in range(2):
        for _package in range(3):
            take()
        client.get(LIST)
        with django_assert_max_num_queries(60) as counted:
            assert client.get(LIST).status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_a_waiting_page_is_told_how_far_it_is(client, author, take):
    package = take()
    address = reverse("packages:progress", args=[package.pk])
    assert client.get(address).json() == {"state": "unpacking", "percent": 0}
    services.unpack(package_id=package.pk)
    assert client.get(address).json() == {"state": "ready", "percent": 100}


def test_deleting_asks_for_post_and_says_that_it_is_done(client, author, take):
    package = services.unpack(package_id=take().pk)
    address = reverse("packages:delete", args=[package.pk])
    assert client.get(address).status_code == 405
    answer = client.post(address, follow=True)
    assert "„Datenschutz“ wurde gelöscht." in answer.text
    assert not Package.objects.exists()


def test_deleting_too_early_says_to_wait(client, author, take):
    package = take()
    answer = client.post(reverse("packages:delete", args=[package.pk]), follow=True)
    assert "Bitte warten Sie" in answer.text


def test_a_damaged_package_says_which_file(client, author, take):
    package = take()
    Package.objects.update(state="failed", damaged_file="bild.png")
    page = client.get(reverse("packages:package", args=[package.pk])).text
    assert "„bild.png“ lässt sich nicht entpacken" in page


def test_the_menu_leads_authors_to_their_packages(client, author):
    assert f'"{LIST}"' in client.get(LIST).text.replace("&quot;", '"')


def test_files_of_packages_are_not_served_with_other_media(client, take):
    package = services.unpack(package_id=take().pk)
    path = storing.file_path(package.folder, "index.html")
    assert client.get(f"/media/{path}").status_code == 404
