"""Uploaded films, sounds and captions are known by what they are, not by their ending."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.modules.media_files import HEAD, is_captions, media_type
from courses.modules.studio.forms import _head

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
