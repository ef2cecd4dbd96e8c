"""Guess how a text file was saved: its characters and what divides its columns; pure."""

import codecs
import csv
import io
from collections import Counter

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Windows, then “CSV (MS-DOS)” and “CSV (Macintosh)” of the same spreadsheet.
OLD_ENCODINGS = ("cp1252", "cp850", "mac_roman")
GERMAN = frozenset("äöüÄÖÜßéèáàçñóô–’„“€")
SEPARATORS = ";\t,|"
SAMPLE_LINES = 30
SAMPLE_BYTES = 4000


class NotText(ValueError):
    """The bytes are no text in any way that spreadsheets write it."""


def decode(content: bytes) -> str:
    """Return the text of a file, however a German spreadsheet has saved it."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    wide = _wide_encoding(content)
    if wide:
        return _strictly(content, wide)
    if b"\x00" in content:
        raise NotText
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _in_old_encoding(content)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise NotText from None


def _wide_encoding(content: bytes) -> str:
    """Tell UTF-16 without a mark: every other byte of plain letters is zero."""
    sample = content[:SAMPLE_BYTES]
    half = len(sample) // 2
    if half < 2 or len(content) % 2:
        return ""
    if sample[1::2].count(0) > half * 0.7:
        return "utf-16-le"
    return "utf-16-be" if sample[0::2].count(0) > half * 0.7 else ""


def _in_old_encoding(content: bytes) -> str:
    """Return the reading with the most letters that German names use."""
    readings = []
    for rank, encoding in enumerate(OLD_ENCODINGS):
        text = content.decode(encoding, errors="replace")
        strange = [sign for sign in text if ord(sign) > 127]
        german = sum(sign in GERMAN for sign in strange)
        readings.append((2 * german - len(strange), -rank, text))
    return max(readings)[2]


def separator_of(text: str) -> str:
    """Return what divides the columns: the sign that cuts most lines into equally many parts."""
    first = text.partition("\n")[0].strip().strip('"')
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[-1]
    return max(SEPARATORS, key=lambda sign: (*_fit(text, sign), -SEPARATORS.index(sign)))


def _fit(text: str, sign: str) -> tuple[int, int]:
    """Return how many lines agree on more than one column, and on how many columns."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    widths: Counter[int] = Counter()
    try:
        for line, _number in zip(lines, range(SAMPLE_LINES), strict=False):
            widths[len(line)] += 1
    except csv.Error:
        return 0, 0
    several = {width: times for width, times in widths.items() if width > 1}
    if not several:
        return 0, 0
    width = max(several, key=lambda one: (several[one], one))
    return several[width], width


def rows_of_text(text: str) -> list[tuple[int, list[str]]]:
    """Return the lines with their numbers as a spreadsheet counts them."""
    sign = separator_of(text)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    try:
        rows = list(enumerate(lines, start=1))
    except csv.Error:
        raise NotText from None
    if rows and "".join(rows[0][1]).strip().lower().startswith("sep="):
        del rows[0]
    return rows
