"""Uploaded films, sounds and captions are known by what they are, not by their ending."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.modules.media_files import HEAD, fault_of_head, is_captions, is_cut_off, media_type
from courses.modules.studio.forms import _head
from tests.factories.media_files import box, mp4, ogg, webm

CONTENT = Path(__file__).resolve().parents[3] / "campus" / "demo" / "content"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x00\x00\x00\x20ftypisom\x00\x00", "mp4"),
        (b"\x00\x00\x00\x1cftypM4A \x00\x00", "mp4"),
        (b"\x1a\x45\xdf\xa3\x01\x00", "webm"),
        (b"OggS\x00\x02", "ogg"),
        (b"ID3\x04\x00", "mp3"),
        (b"\xff\xfb\x90\x00", "mp3"),
        (b"", ""),
        (b"\xff", ""),
        (b"ftyp", ""),
        (b"PK\x03\x04", ""),
        (b"<html><script>", ""),
        (b"%PDF-1.7", ""),
        (b"MZ\x90\x00", ""),
    ],
)
def test_media_type_by_first_bytes(head, kind):
    assert media_type(head) == kind


@pytest.mark.parametrize(
    ("head", "good"),
    [
        (b"WEBVTT", True),
        (b"WEBVTT\n\n00:00", True),
        (b"WEBVTT - Titel", True),
        (b"\xef\xbb\xbfWEBVTT\r\n", True),
        (b"WEBVTTX", False),
        (b"webvtt\n", False),
        (b"1\n00:00:01,000 --> 00:00:02,000", False),
        (b"", False),
        (b"\x00\x00", False),
    ],
)
def test_is_captions_by_first_bytes(head, good):
    assert is_captions(head) is good


@pytest.mark.parametrize(("pattern", "kind"), [("**/*.mp4", "mp4"), ("**/*.mp3", "mp3")])
def test_media_type_of_the_demos_files(pattern, kind):
    files = list(CONTENT.glob(pattern))
    assert files
    assert {media_type(file.read_bytes()[:HEAD]) for file in files} == {kind}


def test_demos_captions_are_captions():
    assert all(is_captions(file.read_bytes()[:HEAD]) for file in CONTENT.glob("**/*.vtt"))


def test_reading_the_head_leaves_the_file_as_it_was():
    file = SimpleUploadedFile("film.mp4", b"0123456789" * 20)
    assert len(_head(file)) == HEAD
    assert file.read() == b"0123456789" * 20


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("head", "name", "code"),
    [
        (mp4(9), "film.mp4", ""),
        (mp4(9), "TON.M4A", ""),
        (webm(9), "film.webm", ""),
        (ogg(), "ton.ogg", ""),
        (b"ID3\x04\x00", "ton.mp3", ""),
        (mp4(9), "film.webm", "ending"),
        (mp4(9), "ton.mp3", "ending"),
        (b"ID3\x04\x00", "film.mp4", "ending"),
        (mp4(9), "film", "ending"),
        (mp4(9), "film.mp4.html", "ending"),
        (b"PK\x03\x04rest", "film.mp4", "archive"),
        (b"PK\x05\x06", "film.mp4", "archive"),
        (SVG, "film.mp4", "markup"),
        (b"\xef\xbb\xbf \n" + SVG, "bild.svg", "markup"),
        (b"<!doctype html>", "film.webm", "markup"),
        (b"%PDF-1.7", "film.mp4", "other"),
        (b"MZ\x90\x00", "film.mp4", "other"),
        (b"", "film.mp4", "other"),
    ],
)
def test_fault_of_head_names_what_it_is(head, name, code):
    assert fault_of_head(head, name) == code


LARGE = (1).to_bytes(4) + b"mdat" + (16 + 50).to_bytes(8) + b"\x07" * 50
FRONT = box(b"ftyp", b"isom") + box(b"moov")
OPEN_END = (0).to_bytes(4) + b"mdat" + b"\x07" * 50


@pytest.mark.parametrize(
    "content",
    [
        mp4(500),
        FRONT + LARGE,
        FRONT + OPEN_END,
        box(b"ftyp", b"isom") + box(b"mdat", b"\x07" * 90) + box(b"moov"),
        webm(500),
        webm(500, live=True),
        ogg(3),
        b"ID3\x04\x00" + b"\x07" * 90,
    ],
)
def test_whole_recording_is_not_cut_off(content):
    assert not is_cut_off(BytesIO(content), len(content))


@pytest.mark.parametrize(
    "content",
    [
        mp4(500)[:-1],
        mp4(500)[:30],
        FRONT + LARGE[:-1],
        # What plays it came last and is missing.
        box(b"ftyp", b"isom") + box(b"mdat", b"\x07" * 90),
        FRONT + b"\x00\x00",
        FRONT + (4).to_bytes(4) + b"mdat",
        box(b"ftyp", b"isom"),
        webm(500)[:-1],
        b"\x1a\x45\xdf\xa3\x84webm",
        ogg(3)[:-1],
        ogg(3)[:-20],
        b"OggS",
    ],
)
def test_recording_without_its_end_is_cut_off(content):
    assert is_cut_off(BytesIO(content), len(content))


@pytest.mark.parametrize("pattern", ["**/*.mp4", "**/*.mp3"])
def test_demos_files_are_whole_and_rightly_named(pattern):
    for file in CONTENT.glob(pattern):
        with file.open("rb") as stream:
            assert fault_of_head(stream.read(HEAD), file.name) == ""
            assert not is_cut_off(stream, file.stat().st_size)
