"""A guest of a review plays the film of the draft, in parts, and finds no other file."""

import datetime as dt

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.urls import reverse

from campus.kit import dates
from courses.review import limits, services, tokens
from courses.review.guest_files import GuestAddresses
from tests.courses.learning.rules_of_lessons import block, document
from tests.factories.media_files import mp4
from tests.factories.modules import MediaFactory, paragraph
from tests.factories.review import author_of, handed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stored(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def film():
    """A film with captions and a still picture."""
    poster = ContentFile(b"bild", name="Bild 1.jpg")
    return MediaFactory(file=ContentFile(mp4(5000), name="Film ü.mp4"), poster=poster)


@pytest.fixture
def paper():
    return document(name="merkblatt.pdf")


@pytest.fixture
def link(film, paper):
    """A link to a draft with a film, a document to take along and one on the page."""
    facts = {"document": paper.pk, "note": "Zum Mitnehmen."}
    shown = {"document": paper.pk, "title": "Merkblatt", "description": "Was zu tun ist."}
    body = [block("heading", "Im Überblick"), block("video", film.pk), block("download", facts)]
    body.append(block("embed", shown))
    lesson = handed_in(title="Mit Film", body=body)
    return services.open_link(lesson=lesson, purpose="Beirat", days=7, by=author_of(lesson))


@pytest.fixture
def addresses(link):
    return GuestAddresses(tokens.issue(link.key))


def test_page_names_addresses_below_the_link_only(client, link, film, paper, addresses):
    text = client.get(reverse("review:guest", args=[addresses.token])).text
    for address in (
        addresses.film(film.file.url),
        addresses.film(film.captions_url),
        addresses.film(film.poster_url),
        addresses.document(paper.pk),
        addresses.framed(paper.pk),
    ):
        assert f'"{address}"' in text
    assert "/media/lessons/" not in text
    assert "/dokumente/" not in text


def test_film_is_played_in_parts(client, film, addresses):
    address = addresses.film(film.file.url)
    whole = client.get(address)
    assert (whole.status_code, whole["Content-Type"]) == (200, "video/mp4")
    assert b"".join(whole.streaming_content) == mp4(5000)
    part = client.get(address, headers={"Range": "bytes=100-199"})
    assert part.status_code == 206
    assert part["Content-Range"] == f"bytes 100-199/{len(mp4(5000))}"
    assert b"".join(part.streaming_content) == mp4(5000)[100:200]
    assert part["X-Robots-Tag"] == "noindex, nofollow"
    assert part["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("name", "kind"), [("captions_url", "text/vtt"), ("poster_url", "image/jpeg")]
)
def test_captions_and_still_picture_come_with_the_film(client, film, addresses, name, kind):
    answer = client.get(addresses.film(getattr(film, name)))
    assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (200, kind)


def test_documents_are_downloaded_or_framed(client, paper, addresses):
    saved = client.get(addresses.document(paper.pk))
    assert saved["Content-Disposition"].startswith("attachment")
    assert saved["Content-Security-Policy"].startswith("sandbox")
    shown = client.get(addresses.framed(paper.pk))
    assert shown["Content-Type"] == "application/pdf"
    assert shown["Content-Security-Policy"].startswith("default-src 'none'")


def test_files_that_the_draft_does_not_show_do_not_exist(client, addresses, film):
    other, paper = MediaFactory(provider=film.provider), document(name="anderes.pdf")
    for address in (
        addresses.film(other.file.url),
        addresses.film(other.captions_url),
        addresses.film("/media/lessons/media/fehlt.mp4"),
        addresses.film("/media/lessons/../campus.sqlite3"),
        addresses.document(paper.pk),
        addresses.framed(paper.pk),
        addresses.document(999_999),
    ):
        assert client.get(address).status_code == 404


def test_document_of_another_kind_is_not_framed(client):
    table = document(name="tabelle.csv")
    lesson = handed_in(body=[block("download", {"document": table.pk, "note": "Zahlen."})])
    link = services.open_link(lesson=lesson, purpose="Beirat", days=7, by=author_of(lesson))
    addresses = GuestAddresses(tokens.issue(link.key))
    assert client.get(addresses.document(table.pk)).status_code == 200
    assert client.get(addresses.framed(table.pk)).status_code == 404


def test_files_of_a_later_revision_are_not_opened_by_the_link(client, link, addresses):
    later = MediaFactory()
    draft = link.lesson.get_latest_revision_as_object()
    draft.body = [block("video", later.pk)]
    draft.save_revision()
    assert client.get(addresses.film(later.file.url)).status_code == 404


def all_of(addresses, film, paper):
    """Return one address of each kind."""
    return [
        addresses.film(film.file.url),
        addresses.document(paper.pk),
        addresses.framed(paper.pk),
    ]


def test_files_close_with_the_link(client, link, film, paper, addresses):
    for address in all_of(addresses, film, paper):
        assert client.get(address).status_code == 200
        with time_machine.travel(dates.now() + dt.timedelta(days=8)):
            assert client.get(address).status_code == 404
    services.revoke_link(link=link)
    for address in all_of(addresses, film, paper):
        assert client.get(address).status_code == 404


def test_forged_links_open_no_file(client, film, paper):
    for token in ("x", "a:b:c", tokens.issue("00000000-0000-4000-8000-000000000000")):
        for address in all_of(GuestAddresses(token), film, paper):
            assert client.get(address).status_code == 404


def test_files_are_only_read_and_not_without_end(client, film, addresses, monkeypatch):
    address = addresses.film(film.file.url)
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200
    monkeypatch.setitem(limits.MOST, "file", 0)
    assert client.get(address).status_code == 429


def test_the_platforms_own_addresses_stay_closed_to_guests(client, film, paper):
    for address in (film.file.url, paper.url, reverse("learning:document", args=[paper.pk])):
        assert client.get(address).status_code == 302


def test_lesson_without_files_needs_none(client):
    lesson = handed_in(body=[paragraph()])
    link = services.open_link(lesson=lesson, purpose="A", days=1, by=author_of(lesson))
    assert client.get(reverse("review:guest", args=[tokens.issue(link.key)])).status_code == 200


def test_part_of_a_film_costs_few_queries(client, film, addresses, django_assert_max_num_queries):
    client.get(addresses.film(film.file.url))
    with django_assert_max_num_queries(12):
        client.get(addresses.film(film.file.url), headers={"Range": "bytes=0-9"})
