"""Captions in the studio: any file is read, the table is saved as a version, faults are said."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.modules.studio.captioning import lines_of, save_captions, sent
from courses.modules.subtitles import Line
from members.roles.catalogue import Role
from tests.factories.modules import CAPTIONS, MediaFactory
from tests.factories.organisations import ProviderFactory

pytestmark = pytest.mark.django_db

SRT = "1\n00:00:01,000 --> 00:00:03,000\nGuten Tag.\n\n2\n00:00:03,000 --> 00:00:05,000\nLos.\n"


@pytest.fixture
def film(draft):
    """A film of the provider "eigen"."""
    return MediaFactory(provider=draft.chapter.module.provider)


@pytest.fixture
def address(enter, film):
    """Return where an author edits its captions."""
    enter(Role.AUTHOR, provider=film.provider)
    return f"/admin/untertitel/{film.pk}/"


def rows(*lines):
    """Return the form's fields for (start, end, text)."""
    columns = zip(*lines, strict=True)
    return {
        name: list(cells) for name, cells in zip(("start", "end", "text"), columns, strict=True)
    }


GOOD = rows(("0:01", "0:03", "Guten Tag."), ("0:03", "0:05,5", "Los & <weiter>."), ("", "", ""))


def test_table_is_saved_as_a_version_and_learners_get_it(client, address, film):
    answer = client.post(address, GOOD, follow=True)
    film.refresh_from_db()
    assert "als Version 2 gespeichert" in answer.content.decode()
    assert [cue.text for cue in film.cues] == ["Guten Tag.", "Los & <weiter>."]
    assert lines_of(film) == [Line(1, 3, "Guten Tag."), Line(3, 5.5, "Los & <weiter>.")]
    first, second = film.caption_versions.order_by("number")
    assert "Was gesprochen wird" in first.content
    assert second.content.startswith("WEBVTT")


def test_earlier_version_is_shown_and_saved_again(client, address, film):
    client.post(address, GOOD)
    shown = client.post(address, {"version": "1"}).content.decode()
    assert "Was gesprochen wird" in shown
    assert "Guten Tag." not in shown
    assert film.caption_versions.count() == 2
    assert client.post(address, {"version": "99"}).status_code == 404


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ((("1", "0:02", "a"),), "Minuten:Sekunden"),
        ((("0:03", "0:02", "a"),), "endet, bevor sie beginnt"),
        ((("0:01", "0:04", "a"), ("0:02", "0:05", "b")), "noch zu sehen ist"),
        ((("0:05", "0:06", "a"), ("0:01", "0:02", "b")), "beginnt vor der Zeile darüber"),
        ((("0:01", "0:04", ""),), "steht kein Text"),
        ((("", "", ""),), "nichts gespeichert"),
    ],
)
def test_faults_keep_it_from_being_saved_and_what_was_typed_stays(
    client, address, film, lines, sentence
):
    answer = client.post(address, rows(*lines))
    text = answer.content.decode()
    assert answer.status_code == 400
    assert sentence in text
    for start, _end, _text in lines:
        kept = start if sentence == "Minuten:Sekunden" or not start else f"0{start}.000"
        assert f'value="{kept}"' in text
    assert not film.caption_versions.exists()


def test_hints_do_not_keep_it_from_being_saved(client, address, film):
    quick = rows(("0:01", "0:02", "Das hier ist viel zu schnell für die meisten."))
    assert client.post(address, quick).status_code == 302
    assert "Zu schnell zum Lesen" in client.get(address).content.decode()


def test_file_is_read_into_the_table_and_not_yet_saved(client, address, film):
    upload = SimpleUploadedFile("film.srt", SRT.encode())
    text = client.post(address, {"file": upload}).content.decode()
    assert "Guten Tag." in text
    assert "Die Datei wurde gelesen" in text
    assert not film.caption_versions.exists()


def test_file_without_captions_is_refused_and_the_old_ones_stay(client, address):
    upload = SimpleUploadedFile("film.srt", b"\x00\x00\x00\x18ftypmp42")
    answer = client.post(address, {"file": upload})
    assert answer.status_code == 400
    assert "enthält keine Untertitel" in answer.content.decode()
    assert "Was gesprochen wird" in answer.content.decode()


def test_check_names_faults_by_line(client, address):
    found = client.post(f"{address}pruefen/", rows(("0:01", "0:04", "a"), ("0:03", "0:04", "b")))
    first, second = found.json()["faults"]
    assert first == []
    assert second[0]["grave"]
    assert client.get(f"{address}pruefen/").status_code == 405


def test_empty_rows_are_left_out_and_columns_of_different_length_do_no_harm():
    class Data:
        @staticmethod
        def getlist(name):
            return {"start": ["", "0:01"], "end": ["", "0:02"], "text": ["", "a", "mehr"]}[name]

    _rows, lines = sent(Data, 0)
    assert lines == [Line(1, 2, "a")]


def test_foreign_film_does_not_exist(client, address):
    foreign = MediaFactory(provider=ProviderFactory(), title="Fremder Film")
    for path in (f"/admin/untertitel/{foreign.pk}/", f"/admin/untertitel/{foreign.pk}/pruefen/"):
        assert client.post(path, GOOD).status_code == 404
    assert client.get(f"/admin/untertitel/{foreign.pk}/").status_code == 404
    assert not foreign.caption_versions.exists()


def test_missing_file_of_captions_shows_an_empty_table(client, address, film):
    film.captions.storage.delete(film.captions.name)
    assert client.get(address).status_code == 200
    save_captions(media=film, lines=[Line(0, 1, "Neu")], user=None)
    assert film.caption_versions.get().number == 1


@pytest.mark.parametrize(
    ("name", "content", "is_taken"),
    [
        ("film.srt", SRT.encode(), True),
        ("film.vtt", CAPTIONS, True),
        ("film.srt", b"Ein Brief.", False),
    ],
)
def test_form_of_the_film_takes_any_usual_kind_as_webvtt(
    client, address, film, name, content, is_taken
):
    sent_form = {
        "provider": film.provider_id,
        "title": film.title,
        "kind": "video",
        "seconds": "60",
        "captions": SimpleUploadedFile(name, content),
        "transcript": '{"blocks":[{"key":"a","text":"Text","type":"unstyled","depth":0,'
        '"inlineStyleRanges":[],"entityRanges":[]}],"entityMap":{}}',
    }
    answer = client.post(f"/admin/snippets/modules/media/edit/{film.pk}/", sent_form)
    film.refresh_from_db()
    assert (answer.status_code == 302) is is_taken
    with film.captions.open("rb") as stream:
        assert stream.read().startswith(b"WEBVTT")
    assert ("Guten Tag." in [cue.text for cue in film.cues]) is (name == "film.srt" and is_taken)
