"""What an uploaded film, sound or caption file really is, told by what it holds; pure."""

import os
from collections.abc import Iterator
from typing import IO

HEAD = 64
CAPTION_HEAD = "WEBVTT"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
EBML = b"\x1a\x45\xdf\xa3"
SEGMENT = b"\x18\x53\x80\x67"
OGG_PAGE = b"OggS"
# The largest page of Ogg, and the fixed part of its head.
LARGEST_PAGE, PAGE_HEAD = 65_307, 27
# A film in pieces has two boxes a piece; more than a day of them is no film.
MOST_BOXES = 100_000
# The endings under which each kind is known, and served as what it is.
ENDINGS = {
    "mp4": {"mp4", "m4a"},
    "webm": {"webm"},
    "mp3": {"mp3"},
    "ogg": {"ogg"},
}


def media_type(head: bytes) -> str:
    """Return "mp4", "webm", "mp3" or "ogg" by the file's first bytes, or "" for anything else.

    ISO base media files (mp4, m4a) carry `ftyp` at byte 4, WebM begins with the EBML mark, MP3 with
    an ID3 tag or a frame's sync bits, Ogg with its capture pattern.
    """
    if head[4:8] == b"ftyp":
        return "mp4"
    if head.startswith(EBML):
        return "webm"
    if head.startswith(OGG_PAGE):
        return "ogg"
    is_frame = len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0
    return "mp3" if head.startswith(b"ID3") or is_frame else ""


def fault_of_head(head: bytes, name: str) -> str:
    """Return what speaks against a file by its first bytes: a code, or "" for nothing.

    `archive`, `markup` and `other` are no film or sound at all; `ending` is one under a wrong name.
    """
    kind = media_type(head)
    if kind:
        ending = os.path.splitext(name)[1].lstrip(".").lower()
        return "" if ending in ENDINGS[kind] else "ending"
    if head.startswith(b"PK"):
        return "archive"
    is_markup = head.removeprefix(BYTE_ORDER_MARK).lstrip().startswith(b"<")
    return "markup" if is_markup else "other"


def is_cut_off(stream: IO[bytes], size: int) -> bool:
    """Tell whether the end of a film or sound is missing, as far as its kind lets it be seen."""
    stream.seek(0)
    kind = media_type(stream.read(HEAD))
    checks = {"mp4": _mp4_is_whole, "webm": _webm_is_whole, "ogg": _ogg_is_whole}
    return kind in checks and not checks[kind](stream, size)


def _mp4_is_whole(stream: IO[bytes], size: int) -> bool:
    """Tell whether all boxes end within the file and one of them says how to play it."""
    names = set()
    for name, end in _boxes(stream, size):
        if end > size:
            return False
        names.add(name)
    return b"moov" in names


def _boxes(stream: IO[bytes], size: int) -> Iterator[tuple[bytes, int]]:
    """Yield each box on the uppermost level with the place where it says to end."""
    place = 0
    for _number in range(MOST_BOXES):
        if place >= size:
            return
        stream.seek(place)
        head = stream.read(16)
        length = int.from_bytes(head[:4])
        if length == 1:
            length = int.from_bytes(head[8:16])
        # No length at all: the box reaches to the end.
        end = place + length if length else size
        if len(head) < 8 or end < place + 8:
            yield b"", size + 1
            return
        yield head[4:8], end
        place = end


def _webm_is_whole(stream: IO[bytes], size: int) -> bool:
    """Tell whether the segment ends within the file; one that was sent live has no length."""
    stream.seek(0)
    head = stream.read(4096)
    place = head.find(SEGMENT)
    if place < 0:
        return False
    length, width = _variable(head[place + len(SEGMENT) :])
    return length is None or place + len(SEGMENT) + width + length <= size


def _variable(data: bytes) -> tuple[int | None, int]:
    """Return a number as EBML writes it, and its width; None if all its bits say "unknown"."""
    if not data or not data[0]:
        return None, 0
    width = 9 - data[0].bit_length()
    bits = int.from_bytes(data[:width]) & ((1 << 7 * width) - 1)
    return (None if bits == (1 << 7 * width) - 1 else bits), width


def _ogg_is_whole(stream: IO[bytes], size: int) -> bool:
    """Tell whether the last page ends where the file does."""
    stream.seek(max(0, size - LARGEST_PAGE))
    tail = stream.read()
    page = tail[tail.rfind(OGG_PAGE) :]
    if len(page) < PAGE_HEAD or len(page) < PAGE_HEAD + page[26]:
        return False
    lengths = page[PAGE_HEAD : PAGE_HEAD + page[26]]
    return len(page) >= PAGE_HEAD + page[26] + sum(lengths)


def is_captions(head: bytes) -> bool:
    """Tell whether a file begins as WebVTT demands: its name, then nothing or white space."""
    first = head.removeprefix(BYTE_ORDER_MARK)[: len(CAPTION_HEAD) + 1]
    name, rest = first[: len(CAPTION_HEAD)], first[len(CAPTION_HEAD) :]
    return name == CAPTION_HEAD.encode() and rest in (b"", b" ", b"\t", b"\n", b"\r")
