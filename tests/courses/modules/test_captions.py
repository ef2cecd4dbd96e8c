"""The cues of a WebVTT file."""

import pytest

from courses.modules.captions import Cue, cues

FILE = """WEBVTT

NOTE a remark

1
00:00:00.600 --> 00:00:05.252 align:start
Phishing erkennen: nur drei
Schritte.

01:02.000 --> 01:04.000
<v Anna>Absender &amp; Adresse</v>

00:59.500 --> 01:00.000

1:00:00.000 --> 1:00:01.000
Ende
"""


def test_cues_are_read_in_order_without_marks():
    assert cues(FILE) == [
        Cue(0.6, "Phishing erkennen: nur drei Schritte."),
        Cue(62.0, "Absender & Adresse"),
        Cue(3600.0, "Ende"),
    ]


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_cues_are_read_with_any_line_ending(ending):
    assert cues(FILE.replace("\n", ending)) == cues(FILE)


@pytest.mark.parametrize("text", ["", "WEBVTT", "WEBVTT\n\n00:00 --> 1\nbroken", "\x00\n\n-->"])
def test_cues_of_broken_file_are_none(text):
    assert cues(text) == []


@pytest.mark.parametrize(("start", "clock"), [(0, "0:00"), (65.9, "1:05"), (3661, "61:01")])
def test_cue_tells_its_place_in_minutes(start, clock):
    assert Cue(start, "x").clock == clock
