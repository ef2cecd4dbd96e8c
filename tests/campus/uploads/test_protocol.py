"""What the headers of tus may say, by table."""

import base64
import hashlib

import pytest

from campus.uploads.protocol import (
    LARGEST,
    LONGEST_METADATA,
    Checksum,
    NotUnderstood,
    checksum,
    metadata,
    number,
)


def b64(text):
    return base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    ("text", "value"), [("0", 0), ("10", 10), ("007", 7), (str(LARGEST), LARGEST)]
)
def test_number_that_is_not_negative_is_read(text, value):
    assert number(text, "X") == value


@pytest.mark.parametrize(
    "text",
    [None, "", "-1", "+1", "1.0", "1e3", "zehn", "٣", " 1", "1\n", str(LARGEST + 1), "9" * 40],
)
def test_number_anything_else_is_refused_by_name(text):
    with pytest.raises(NotUnderstood, match="Upload-Length"):
        number(text, "Upload-Length")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {}),
        ("name " + b64("Prüfung.mp4"), {"name": "Prüfung.mp4"}),
        (f"a {b64('1')},b {b64('2')}", {"a": "1", "b": "2"}),
        (f"a {b64('1')}, b {b64('2')} ", {"a": "1", "b": "2"}),
        ("is_draft", {"is_draft": ""}),
        ("is_draft ,a " + b64("1"), {"is_draft": "", "a": "1"}),
        ("a " + b64("x\0y"), {"a": "xy"}),
    ],
)
def test_metadata_is_read(text, found):
    assert metadata(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "a !!!",
        "a " + base64.b64encode(b"\xff\xfe").decode(),
        f"a {b64('1')},a {b64('2')}",
        "ä " + b64("1"),
        "a" * (LONGEST_METADATA + 1),
        "a b c",
    ],
)
def test_metadata_that_is_wrong_is_refused(text):
    with pytest.raises(NotUnderstood):
        metadata(text)


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_checksum_is_read(algorithm):
    digest = hashlib.new(algorithm, b"film").digest()
    found = checksum(f"{algorithm} {base64.b64encode(digest).decode()}")
    assert found == Checksum(algorithm, digest)
    total = found.begun()
    total.update(b"film")
    assert total.digest() == digest


@pytest.mark.parametrize("text", ["md5 eA==", "sha1 ***", "sha1", "SHA1 eA==", " sha1 eA=="])
def test_checksum_that_is_wrong_or_unknown_is_refused(text):
    if text == "sha1":
        # Nothing sums up to nothing, so that every piece is refused.
        assert checksum(text) == Checksum("sha1", b"")
        return
    with pytest.raises(NotUnderstood):
        checksum(text)


def test_checksum_may_be_missing():
    assert checksum("") is None
