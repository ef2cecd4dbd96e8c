"""Names in an archive: what is refused, what is only tidied."""

import posixpath
from zipfile import ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.packages.reading.names import decoded, safe_name, shown
from courses.packages.reading.shapes import PackageFault, Refusal


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("index.html", "index.html"),
        ("./index.html", "index.html"),
        ("a//b.js", "a/b.js"),
        ("a\\b\\c.js", "a/b/c.js"),
        ("Bilder/Ubersicht u\u0308ber alles.png", "Bilder/Ubersicht über alles.png"),
        ("ordner/", "ordner"),
        ("a..b/c", "a..b/c"),
        (".well-known/x", ".well-known/x"),
    ],
)
def test_harmless_names_are_tidied(name, safe):
    assert safe_name(name) == safe


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("/etc/passwd", Refusal.OUTSIDE),
        ("\\\\server\\share", Refusal.OUTSIDE),
        ("C:\\Windows\\x.dll", Refusal.OUTSIDE),
        ("c:x", Refusal.OUTSIDE),
        ("../x", Refusal.OUTSIDE),
        ("a/../../x", Refusal.OUTSIDE),
        ("a\\..\\..\\x", Refusal.OUTSIDE),
        ("a/..", Refusal.OUTSIDE),
        ("", Refusal.BAD_NAME),
        (".", Refusal.BAD_NAME),
        ("a\x00b", Refusal.BAD_NAME),
        ("a\nb", Refusal.BAD_NAME),
        ("a\x7f", Refusal.BAD_NAME),
        (" a", Refusal.BAD_NAME),
        ("a /b", Refusal.BAD_NAME),
        ("a.", Refusal.BAD_NAME),
        ("...", Refusal.BAD_NAME),
        ("\ud800", Refusal.BAD_NAME),
        ("ä" * 128, Refusal.LONG_NAME),
        ("/".join("a" * 40) + "/b", Refusal.LONG_NAME),
        ("/".join(["a" * 200] * 6), Refusal.LONG_NAME),
    ],
)
def test_names_that_lead_elsewhere_or_deceive_are_refused(name, code):
    with pytest.raises(PackageFault) as refused:
        safe_name(name)
    assert refused.value.code == code


@given(
    st.text(max_size=60) | st.lists(st.sampled_from(["..", ".", "a", "", "C:", "ü"])).map("/".join)
)
def test_a_safe_name_always_stays_inside_and_is_stable(name):
    try:
        safe = safe_name(name)
    except PackageFault:
        return
    assert posixpath.normpath(posixpath.join("/store", safe)) == f"/store/{safe}"
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("name", "flags", "expected"),
    [
        ("plain.html", 0, "plain.html"),
        ("über.html".encode().decode("cp437"), 0, "über.html"),
        ("über.html", 0x800, "über.html"),
        ("fa\u00e7ade.html", 0, "fa\u00e7ade.html"),
    ],
)
def test_names_are_read_in_the_encoding_of_their_maker(name, flags, expected):
    info = ZipInfo(name)
    info.orig_filename, info.flag_bits = name, flags
    assert decoded(info) == expected


def test_a_name_in_a_sentence_is_short_and_visible():
    assert shown("a\x00b") == "a�b"
    assert len(shown("x" * 500)) == 121
