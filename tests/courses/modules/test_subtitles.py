"""Captions of every usual kind are read; what is wrong with them is found; WebVTT is written."""

import contextlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.modules.captions import cues
from courses.modules.media_files import is_captions
from courses.modules.subtitles import (
    LONGEST_CUE,
    MOST_CUES,
    Line,
    NotCaptions,
    clock,
    faults,
    in_order,
    read,
    seconds,
    write,
)

WANTED = [Line(1.0, 3.5, "Grüß Gott,\nliebe Kolleginnen."), Line(4.0, 6.0, "Los geht's.")]
FILES = {
    "srt": "1\n00:00:01,000 --> 00:00:03,500\nGrüß Gott,\n<i>liebe Kolleginnen.</i>\n\n"
    "2\n00:00:04,000 --> 00:00:06,000\nLos geht's.\n",
    "vtt": "WEBVTT - Titel\n\nNOTE kein Untertitel\n\n1\n00:01.000 --> 00:03.500 align:start\n"
    "<v Anna>Grüß Gott,\nliebe Kolleginnen.\n\n00:04.000 --> 00:06.000\nLos geht's.\n",
    "sbv": "0:00:01.000,0:00:03.500\nGrüß Gott,\nliebe Kolleginnen.\n\n"
    "0:00:04.000,0:00:06.000\nLos geht's.\n",
    "ass": "[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name, Fontname\n"
    "Style: Default,Arial\n\n[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Comment: 0,0:00:00.00,0:00:09.00,Default,,0,0,0,,Notiz\n"
    "Dialogue: 0,0:00:04.00,0:00:06.00,Default,,0,0,0,,Los geht's.\n"
    "Dialogue: 0,0:00:01.00,0:00:03.50,Default,,0,0,0,,{\\i1}Grüß Gott,\\Nliebe Kolleginnen.\n",
    "ttml": '<?xml version="1.0" encoding="UTF-8"?><tt xmlns="http://www.w3.org/ns/ttml">'
    '<body><div><p begin="00:00:01.000" end="00:00:03.500">Grüß Gott,<br/>liebe Kolleginnen.</p>'
    '<p begin="00:00:04.000" end="00:00:06.000">Los geht\'s.</p></div></body></tt>',
}


@pytest.mark.parametrize("kind", FILES)
def test_every_usual_file_is_read_in_order(kind):
    assert read(FILES[kind].encode()) == WANTED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_old_encodings_are_read(encoding):
    assert read(FILES["srt"].encode(encoding))[0].text.startswith("Grüß Gott")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Dies ist ein Brief.",
        b"WEBVTT\n\n",
        b"\x00\x00\x00\x18ftypmp42",
        b"<html><body>kein Untertitel</body></html>",
        b"<tt>",
        b'<!DOCTYPE tt [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tt><body>&b;</body></tt>',
        b"{1}{2",
        b"x" * 2_000_001,
        ("0:00:01.000,0:00:02.000\nx\n\n" * (MOST_CUES + 1)).encode(),
    ],
)
def test_anything_else_is_refused(content):
    with pytest.raises(NotCaptions):
        read(content)


@given(st.binary(max_size=300))
def test_no_file_breaks_the_reader(content):
    with contextlib.suppress(NotCaptions):
        assert read(content)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("0:01", 1.0),
        ("2:03,5", 123.5),
        ("1:02:03.25", 3723.25),
        (" 00:00:00.000 ", 0.0),
        ("1:60", None),
        ("x", None),
        ("", None),
        ("-1:00", None),
        ("1", None),
    ],
)
def test_clock_is_read_as_people_write_it(text, wanted):
    assert seconds(text) == wanted


@given(st.integers(0, 99 * 3_600_000))
def test_clock_is_written_so_that_it_is_read_again(thousandths):
    assert math.isclose(seconds(clock(thousandths / 1000)), thousandths / 1000, abs_tol=0.0006)


def test_written_file_is_webvtt_and_gives_the_same_lines():
    rows = [*WANTED, Line(7.0, 9.0, "5 < 6 & --> kein Pfeil")]
    text = write(rows)
    assert is_captions(text.encode())
    assert "-->" not in text.split("kein Pfeil")[0].split("5 &lt; 6")[1]
    assert [cue.text for cue in cues(text)][:2] == ["Grüß Gott, liebe Kolleginnen.", "Los geht's."]
    assert read(text.encode()) == rows


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([Line(0, 2, "Gut so."), Line(2, 4, "Weiter.")], []),
        ([Line(0, 2, " ")], [(0, "empty", True)]),
        ([Line(0, 60, "x" * (LONGEST_CUE + 1))], [(0, "long", True)]),
        ([Line(2, 2, "x")], [(0, "backwards", True)]),
        ([Line(5, 6, "b"), Line(1, 2, "a")], [(1, "order", True)]),
        ([Line(0, 3, "a"), Line(2, 4, "b")], [(1, "overlap", True)]),
        ([Line(0, 0.2, "a")], [(0, "short", False)]),
        ([Line(0, 1, "x" * 19)], [(0, "quick", False)]),
        ([Line(0, 1, "x" * 30)], [(0, "too_quick", False)]),
        ([Line(99, 101, "a")], [(0, "beyond", False)]),
    ],
)
def test_faults_by_line(rows, wanted):
    found = faults(rows, length=60)
    assert [(one.number, one.code, one.is_grave) for one in found] == wanted


def test_lines_are_put_in_order_and_small_overlaps_cut():
    rows = [Line(4, 6, "zwei"), Line(0, 5, "eins"), Line(4, 4.5, "gleich")]
    assert in_order(rows) == [
        Line(0, 4, "eins"),
        Line(4, 4.5, "gleich"),
        Line(4, 6, "zwei"),
    ]
