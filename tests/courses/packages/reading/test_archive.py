"""Archives: refused from their table of contents, before anything is unpacked."""

import io
import stat
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.packages.reading.archive import MEGABYTE, Limits, open_archive
from courses.packages.reading.shapes import PackageFault, Refusal
from tests.factories.packages import opened, zipped

pytestmark = pytest.mark.filterwarnings("ignore:Duplicate name")


def entry(name, *, mode=None, flags=0, method=zipfile.ZIP_DEFLATED):
    """Return an entry with a mode of its own."""
    info = zipfile.ZipInfo(name)
    info.compress_type, info.flag_bits = method, flags
    if mode is not None:
        info.external_attr = mode << 16
    return info


def patched(data, signature, offset, value):
    """Return an archive in which a field of every record of a kind holds another value."""
    raw, place = bytearray(data.getvalue()), 0
    while (place := raw.find(signature, place)) >= 0:
        raw[place + offset : place + offset + len(value)] = value
        place += 4
    return io.BytesIO(bytes(raw))


CENTRAL = b"PK\x01\x02"


def code_of(stream, **limits):
    """Return why an archive is refused."""
    with pytest.raises(PackageFault) as refused:
        open_archive(stream, Limits(**limits))
    return refused.value.code


def test_files_are_read_by_their_safe_names():
    archive = opened({"a\\b.txt": "eins", "./c.txt": "zwei", "leer/": ""})
    assert archive.names == ("a/b.txt", "c.txt")
    assert (archive.read("a/b.txt"), archive.size("c.txt"), archive.total) == (b"eins", 4, 8)
    assert "c.txt" in archive
    assert "leer" not in archive


@pytest.mark.parametrize(
    "name", ["__MACOSX/._index.html", "a/.DS_Store", "Thumbs.db", ".git/config"]
)
def test_what_archivers_leave_behind_is_left_out(name):
    assert opened({name: "x", "index.html": "x"}).names == ("index.html",)


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([("../x", "")], Refusal.OUTSIDE),
        ([("/x", "")], Refusal.OUTSIDE),
        ([("a", "1"), ("a", "2")], Refusal.DUPLICATE),
        ([("a", "1"), ("./a", "2")], Refusal.DUPLICATE),
        ([("\u00fc", "1"), ("u\u0308", "2")], Refusal.DUPLICATE),
        ([("a", "1"), ("a/b", "2")], Refusal.FILE_AS_FOLDER),
        ([("a/b/c", "1"), ("a", "2")], Refusal.FILE_AS_FOLDER),
        ([(entry("link", mode=stat.S_IFLNK | 0o777), "/etc/passwd")], Refusal.SYMLINK),
        ([(entry("pipe", mode=stat.S_IFIFO | 0o644), "")], Refusal.SYMLINK),
        ([(entry("x", method=zipfile.ZIP_BZIP2), "x")], Refusal.COMPRESSION),
        ([], Refusal.EMPTY),
        ([("ordner/", "")], Refusal.EMPTY),
    ],
)
def test_an_archive_that_could_do_harm_is_refused(files, code):
    assert code_of(zipped(files)) == code


@pytest.mark.parametrize("mode", [stat.S_IFREG | 0o644, 0o644, 0])
def test_ordinary_files_of_any_system_are_taken(mode):
    assert opened([(entry("x", mode=mode), "x")]).names == ("x",)


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"PK\x03\x04", b"Rar!\x1a\x07", b"PK\x05\x06" + b"\0" * 10]
)
def test_what_is_no_archive_is_refused(content):
    assert code_of(io.BytesIO(content)) == Refusal.NOT_A_ZIP


def test_an_encrypted_archive_is_refused():
    assert code_of(patched(zipped({"a": "x"}), CENTRAL, 8, b"\x01\x00")) == Refusal.ENCRYPTED


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ({"packed": 50}, Refusal.TOO_LARGE),
        ({"files": 2}, Refusal.TOO_MANY_FILES),
        ({"unpacked": 2999}, Refusal.UNPACKS_TOO_LARGE),
        ({"harmless": 100, "whole_ratio": 5}, Refusal.BOMB),
        ({"harmless": 100, "ratio": 5, "whole_ratio": 10_000}, Refusal.BOMB),
    ],
)
def test_an_archive_above_a_limit_is_refused(limits, code):
    assert code_of(zipped(dict.fromkeys("abc", "0" * 1000)), **limits) == code


def test_a_bomb_is_refused_by_what_it_promises_to_become():
    bomb = zipped({"null.bin": b"\0" * (30 * MEGABYTE)})
    assert len(bomb.getvalue()) < 40_000
    assert code_of(bomb) == Refusal.BOMB


def test_zip64_is_accepted():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive, archive.open("a.txt", "w", force_zip64=True) as f:
        f.write(b"eins")
    assert open_archive(target, Limits()).read("a.txt") == b"eins"


@pytest.mark.parametrize("deed", ["read", "chunks"])
def test_a_damaged_file_is_named(deed):
    raw = bytearray(zipped({"a.txt": "x" * 500}, method=zipfile.ZIP_STORED).getvalue())
    raw[raw.find(b"xxx") + 5] = 0
    archive = open_archive(io.BytesIO(bytes(raw)), Limits())
    with pytest.raises(PackageFault) as refused:
        list(archive.chunks("a.txt")) if deed == "chunks" else archive.read("a.txt")
    assert (refused.value.code, refused.value.values) == (Refusal.DAMAGED, {"name": "a.txt"})


def test_a_file_is_never_read_beyond_what_it_promised():
    lying = patched(zipped({"a": "x" * 5000}), CENTRAL, 24, (10).to_bytes(4, "little"))
    archive = open_archive(lying, Limits())
    assert archive.total == 10
    with pytest.raises(PackageFault) as refused:
        archive.read("a")
    assert refused.value.code == Refusal.DAMAGED


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=200), st.integers(0, 400))
def test_broken_bytes_are_refused_and_never_crash(noise, place):
    raw = zipped({"index.html": "Guten Tag" * 9, "a/b.js": "1"}).getvalue()
    try:
        archive = open_archive(
            io.BytesIO(raw[:place] + noise + raw[place + len(noise) :]), Limits()
        )
        for name in archive.names:
            archive.read(name)
    except PackageFault:
        return
