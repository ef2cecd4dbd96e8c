"""Lists of earlier proofs as spreadsheets hold them: who, what, when, until when."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campus.kit import dates
from campus.kit.errors import DomainError
from members.imports.reading import rows_of_sheet

HEADINGS = {
    "who": ("personalnummer", "pers", "e-mail", "email", "mail", "name", "mitarbeit"),
    "duty": ("pflicht", "unterweisung", "kurs", "schulung", "thema"),
    "until": ("gültig bis", "gueltig bis", "ablauf", "bis"),
    "on": ("absolviert", "abgeschlossen", "am", "datum", "erfüllt"),
}
GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


class HeadingsMissing(DomainError):
    """The list cannot be read without them."""

    code = "headings_missing"
    message = gettext_lazy(
        "The first row must name the columns “Personalnummer”, “Pflicht”, “Absolviert am” and, "
        "if you like, “Gültig bis”."
    )
    status = 400


@dataclass(frozen=True, slots=True)
class Line:
    """A row as we understand it."""

    number: int
    who: str
    duty: str
    on: dt.date | None
    until: dt.date | None
    fault: str = ""


def lines_of(content: bytes) -> list[Line]:
    """Return the rows of a CSV or XLSX, or raise what is wrong with the file."""
    rows = rows_of_sheet(content, "")
    columns = columns_of(rows[0][1])
    if not {"who", "duty", "on"} <= set(columns):
        raise HeadingsMissing
    return [_line(number, cells, columns) for number, cells in rows[1:]]


def columns_of(headings: Sequence[str]) -> dict[str, int]:
    """Return which column means what; the first heading that fits wins."""
    found: dict[str, int] = {}
    for index, heading in enumerate(headings):
        text = heading.casefold()
        for name, words in HEADINGS.items():
            if any(text.startswith(word) or f" {word}" in text for word in words):
                found.setdefault(name, index)
                break
    return found


def day_of(text: str) -> dt.date | None:
    """Return a day written the German or the international way; None where it is none."""
    german, iso = GERMAN_DAY.fullmatch(text), ISO_DAY.match(text)
    parts = iso.groups() if iso else german.groups()[::-1] if german else None
    try:
        return dt.date(*(int(part) for part in parts)) if parts else None
    except ValueError:
        return None


def _line(number: int, cells: Sequence[str], columns: dict[str, int]) -> Line:
    texts = {
        name: cells[index].strip() if index < len(cells) else "" for name, index in columns.items()
    }
    on, until = day_of(texts["on"]), day_of(texts.get("until", ""))
    return Line(number, texts["who"], texts["duty"], on, until, _fault(texts, on, until))


def _fault(texts: dict[str, str], on: dt.date | None, until: dt.date | None) -> str:
    wrong = texts["on"] if on is None else texts.get("until", "") if until is None else ""
    if on is None or wrong:
        return _("“%(text)s” is not a day of the calendar. Write it as 31.12.2026.") % {
            "text": wrong[:40]
        }
    if on > dates.today():
        return _("The day lies in the future.")
    return _("It ends before it begins.") if until and until < on else ""
