"""Checking a package: unchanged, changed in any way, or none of ours."""

import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.audits import checking
from courses.audits.checking import Verdict, examine
from courses.audits.manifests import FORMAT, MANIFEST, SIGNATURE, hash_of, manifest_of

FILES = {"nachweis.csv": b"Name;Amt", "nachweis.json": b"{}", "belege/1.pdf": b"%PDF-1.7"}
FACTS = {"municipality": "Musterstadt", "day": "2025-12-31"}


def signature_of(content):
    return f"signed {hash_of(content)}"


def is_signed(content, signature):
    return signature == signature_of(content)


def zipped(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    buffer.seek(0)
    return buffer


def package(files=FILES, **changes):
    manifest = manifest_of(files, FACTS)
    made = {**files, MANIFEST: manifest, SIGNATURE: signature_of(manifest).encode(), **changes}
    return [(name, content) for name, content in made.items() if content is not None]


def test_untouched_package_is_valid_and_says_what_it_is_about():
    found = examine(zipped(package()), is_signed)
    assert (found.verdict, found.wrong) == (Verdict.VALID, ())
    assert found.manifest["municipality"] == "Musterstadt"
    assert found.manifest_hash == hash_of(manifest_of(FILES, FACTS))


def test_package_that_was_unpacked_and_packed_anew_is_still_valid():
    again = zipped(reversed(package()))
    assert examine(again, is_signed).verdict is Verdict.VALID


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"nachweis.csv": b"Name;Amx"}, ("nachweis.csv",)),
        ({"nachweis.csv": b"Name;Amt;mehr"}, ("nachweis.csv",)),
        ({"nachweis.csv": None}, ("nachweis.csv",)),
        ({"noch-eins.txt": b"x"}, ("noch-eins.txt",)),
        ({SIGNATURE: b"signed nothing"}, (MANIFEST,)),
        ({SIGNATURE: b"\xff\xfe"}, (MANIFEST,)),
        ({MANIFEST: manifest_of({}, FACTS)}, (MANIFEST,)),
        ({"nachweis.csv": None, "belege/1.pdf": b""}, ("belege/1.pdf", "nachweis.csv")),
    ],
)
def test_changed_package_is_told_with_what_does_not_fit(changes, wrong):
    found = examine(zipped(package(**changes)), is_signed)
    assert (found.verdict, found.wrong) == (Verdict.CHANGED, wrong)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_file_that_is_there_twice_is_a_change():
    found = examine(zipped([*package(), ("nachweis.csv", b"anders")]), is_signed)
    assert (found.verdict, found.wrong) == (Verdict.CHANGED, ("nachweis.csv",))


@given(at=st.integers(0, 200), sign=st.integers(1, 255), name=st.sampled_from(sorted(FILES)))
def test_any_sign_changed_in_any_file_is_found(at, sign, name):
    content = bytearray(FILES[name])
    content[at % len(content)] ^= sign
    found = examine(zipped(package(**{name: bytes(content)})), is_signed)
    assert found.verdict is Verdict.CHANGED


@pytest.mark.parametrize(
    "content",
    [b"", b"no archive", b"PK\x03\x04 broken", zipped([("a.txt", b"x")]).getvalue()],
)
def test_what_is_no_package_is_unknown(content):
    assert examine(io.BytesIO(content), is_signed).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        json.dumps({"format": "another"}).encode(),
        json.dumps({"format": FORMAT, "files": []}).encode(),
        b"[" * 100_000,
    ],
)
def test_manifest_of_another_kind_is_unknown(manifest):
    sent = zipped(package(**{MANIFEST: manifest, SIGNATURE: signature_of(manifest).encode()}))
    assert examine(sent, is_signed).verdict is Verdict.UNKNOWN


def test_archive_of_very_many_files_is_not_looked_at(monkeypatch):
    monkeypatch.setattr(checking, "MOST_FILES", 3)
    assert examine(zipped(package()), is_signed).verdict is Verdict.UNKNOWN


@given(content=st.binary(max_size=400))
def test_nothing_that_is_sent_raises(content):
    assert examine(io.BytesIO(content), is_signed).verdict is Verdict.UNKNOWN


@given(cut=st.integers(1, 600))
def test_cut_package_never_counts_as_valid(cut):
    whole = zipped(package()).getvalue()
    found = examine(io.BytesIO(whole[: max(0, len(whole) - cut)]), is_signed)
    assert found.verdict is not Verdict.VALID
