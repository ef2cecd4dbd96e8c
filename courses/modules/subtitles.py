"""Captions as rows of a table: read from any usual file, checked in words, written as WebVTT; pure.

pysubs2 reads SubRip, WebVTT, SubStation Alpha and TTML; YouTube's SBV is read here.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from xml.sax.saxutils import escape

import pysubs2
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

# A film of six hours, a caption every four seconds.
MOST_CUES = 5400
LONGEST_FILE = 2_000_000
LONGEST_CUE = 500
# What most people can read while they watch, and the most that is still common.
QUICK, TOO_QUICK = 17, 21
SHORTEST = 0.5
SBV = re.compile(r"(\d+:\d{2}:\d{2}\.\d{3}),(\d+:\d{2}:\d{2}\.\d{3})\r?\n")
SBV_TIMES = re.compile(r"^(\d+):(\d{2}):(\d{2})\.(\d{3}),(\d+):(\d{2}):(\d{2})\.(\d{3})$")
CLOCK = re.compile(r"^(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)(?:[.,](\d{1,3}))?$")
TAG = re.compile(r"<[^>]*>")


class NotCaptions(ValueError):
    """The file is none that can be read as captions."""


@dataclass(frozen=True, slots=True)
class Line:
    """What is shown from one second to another."""

    start: float
    end: float
    text: str

    @property
    def speed(self) -> float:
        """Return the characters a second."""
        length = self.end - self.start
        return len(self.text.replace("\n", " ")) / length if length > 0 else math.inf


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line; only some faults keep captions from being saved."""

    number: int
    code: str
    is_grave: bool


def read(content: bytes) -> list[Line]:
    """Return the lines of a caption file of any usual kind; raises NotCaptions."""
    if len(content) > LONGEST_FILE:
        raise NotCaptions
    text = _decoded(content)
    if "\0" in text[:64]:
        raise NotCaptions
    lines = _sbv(text) if SBV.match(text.lstrip()) else _by_library(text)
    lines = [line for line in lines if line.text]
    if not lines or len(lines) > MOST_CUES:
        raise NotCaptions
    return sorted(lines, key=lambda line: (line.start, line.end))


def _decoded(content: bytes) -> str:
    """Return the text: UTF-8 or UTF-16 by its mark, else the Windows code page of old programs."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _by_library(text: str) -> list[Line]:
    head = text.lstrip()[:1]
    try:
        if head == "<":
            # The library's own parser would follow entities.
            ElementTree.fromstring(text.encode())
        found = pysubs2.SSAFile.from_string(text)
    except (
        pysubs2.exceptions.Pysubs2Error,
        DefusedXmlException,
        ElementTree.ParseError,
        ValueError,
        KeyError,
        IndexError,
        AttributeError,
        TypeError,
    ) as error:
        raise NotCaptions from error
    events = (event for event in found if not event.is_comment and not event.is_drawing)
    return [Line(event.start / 1000, event.end / 1000, _plain(event.plaintext)) for event in events]


def _sbv(text: str) -> list[Line]:
    found = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        times, _newline, said = block.strip().partition("\n")
        match = SBV_TIMES.match(times.strip())
        if match:
            numbers = [int(part) for part in match.groups()]
            found.append(Line(_sbv_second(numbers[:4]), _sbv_second(numbers[4:]), _plain(said)))
    return found


def _sbv_second(parts: Sequence[int]) -> float:
    hours, minutes, seconds, thousandths = parts
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


def _plain(text: str) -> str:
    """Return what is said, without marks, line by line."""
    return _tidy(unescape(TAG.sub("", text)))


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def seconds(clock: str) -> float | None:
    """Return the second of "1:02:03.5", "2:03,5" or "2:03"; None for anything else."""
    match = CLOCK.match(clock.strip())
    if not match:
        return None
    hours, minutes, whole, part = match.groups()
    fraction = int((part or "0").ljust(3, "0")) / 1000
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(whole) + fraction


def clock(second: float) -> str:
    """Return a second as WebVTT writes it."""
    thousandths = round(second * 1000)
    hours, rest = divmod(thousandths, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02d}:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def write(lines: Iterable[Line]) -> str:
    """Return a WebVTT file."""
    blocks = (
        f"{clock(line.start)} --> {clock(line.end)}\n{escape(_tidy(line.text))}" for line in lines
    )
    return "WEBVTT\n\n" + "\n\n".join(blocks) + "\n"


def faults(lines: Sequence[Line], *, length: float = 0) -> list[Fault]:
    """Return what is wrong with captions, in order; `length` is that of the film where known."""
    found = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        for code, is_grave, holds in (
            ("empty", True, not line.text.strip()),
            ("long", True, len(line.text) > LONGEST_CUE),
            ("backwards", True, line.end <= line.start),
            ("order", True, before is not None and line.start < before.start),
            ("overlap", True, before is not None and before.start <= line.start < before.end),
            ("beyond", False, 0 < length < line.start),
            ("short", False, 0 < line.end - line.start < SHORTEST),
            ("too_quick", False, line.end > line.start and line.speed > TOO_QUICK),
            ("quick", False, line.end > line.start and QUICK < line.speed <= TOO_QUICK),
        ):
            if holds:
                found.append(Fault(number, code, is_grave))
    return found


def in_order(lines: Sequence[Line]) -> list[Line]:
    """Return the lines by time, each ending before the next begins where they overlap a little."""
    rows = sorted(lines, key=lambda line: (line.start, line.end))
    for number, line in enumerate(rows[:-1]):
        following = rows[number + 1]
        if line.start < following.start < line.end:
            rows[number] = Line(line.start, following.start, line.text)
    return rows
