"""From the cells of a row to values, each fault in a sentence."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from members.imports.columns import Field
from members.imports.workbooks import WITHOUT_RESULT

LONGEST = {
    Field.NUMBER: 30,
    Field.FIRST: 80,
    Field.LAST: 80,
    Field.EMAIL: 254,
    Field.DEPARTMENT: 120,
    Field.ABOVE: 120,
    Field.POSITION: 120,
    Field.FURTHER: 1000,
}
LONGEST_OTHER = 500
LONGEST_DEPARTMENT = LONGEST[Field.DEPARTMENT]
DAYS = (Field.FROM, Field.UNTIL)
GERMAN_DAY = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})")
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
BETWEEN_NAMES = re.compile(r"[;|\n]")
# Days as Excel counts them, where a column was not formatted as a date: 1982 to 2064.
SERIAL_DAY = re.compile(r"[345]\d{4}")
FIRST_SERIAL = dt.date(1899, 12, 30)
YEARS = range(1940, 2100)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as we understand it; a field that has no column is missing in `given`."""

    number: int
    given: dict[Field, str]
    days: dict[Field, dt.date | None]
    faults: tuple[str, ...] = field(default=())

    def text(self, name: Field) -> str:
        """Return what stands in a column, nothing where there is none."""
        return self.given.get(name, "")

    @property
    def further(self) -> list[str]:
        """Return the names of further departments, each once, in the order of the file."""
        parts = (" ".join(one.split()) for one in BETWEEN_NAMES.split(self.text(Field.FURTHER)))
        return list({one.casefold(): one for one in parts if one}.values())

    @property
    def name(self) -> str:
        """Return the name as it will be shown."""
        return f"{self.text(Field.FIRST)} {self.text(Field.LAST)}".strip()


def entry_of(number: int, cells: Sequence[str], columns: Mapping[int, Field]) -> Entry:
    """Return the values of a row with everything that is wrong with them on their own."""
    given = {
        name: cells[index].strip() if index < len(cells) else "" for index, name in columns.items()
    }
    _split_full_name(given)
    if Field.EMAIL in given:
        given[Field.EMAIL] = given[Field.EMAIL].removeprefix("mailto:")
    faults = [*_faults_of_texts(given), *_fault_of_address(given.get(Field.EMAIL, ""))]
    days: dict[Field, dt.date | None] = {}
    for name in DAYS:
        if name in given:
            days[name], fault = _day(given[name])
            faults += [fault] if fault else []
    first, last = days.get(Field.FROM), days.get(Field.UNTIL)
    if first and last and last < first:
        faults.append(_("The last day lies before the first day."))
    # Two cells of one row may have the same fault: it is said once.
    return Entry(number, given, days, tuple(dict.fromkeys(faults)))


def _split_full_name(given: dict[Field, str]) -> None:
    """Cut “Groß, Erika” and “Erika Groß” into two."""
    whole = given.pop(Field.FULL, None)
    if whole is None:
        return
    if "," in whole:
        last, _comma, first = whole.partition(",")
    else:
        first, _space, last = whole.rpartition(" ")
    given.setdefault(Field.FIRST, first.strip())
    given.setdefault(Field.LAST, last.strip())


def _faults_of_texts(given: Mapping[Field, str]) -> list[str]:
    faults = []
    for name, text in given.items():
        if WITHOUT_RESULT in text or text.startswith(("#REF!", "#NAME?", "#N/A", "#NV", "#BEZUG!")):
            faults.append(
                _("A cell holds a formula without a result. Save the list in Excel once more.")
            )
        elif len(text) > LONGEST.get(name, LONGEST_OTHER):
            faults.append(
                _("“%(text)s …” is too long; at most %(most)s characters.")
                % {"text": text[:20], "most": LONGEST.get(name, LONGEST_OTHER)}
            )
        elif name in (Field.FIRST, Field.LAST) and text.startswith(("=", "@", "+")):
            faults.append(_("“%(text)s” is a formula and not a name.") % {"text": text[:40]})
    return faults


def _fault_of_address(address: str) -> list[str]:
    if not address:
        return []
    try:
        validate_email(address)
    except ValidationError:
        return [_("“%(email)s” is not an e-mail address.") % {"email": address}]
    return []


def _day(text: str) -> tuple[dt.date | None, str]:
    """Return the day, or what is wrong with it."""
    if not text:
        return None, ""
    parts = _parts_of_day(text)
    if parts is None:
        return None, _("“%(text)s” is not a date. Write it as 31.12.2026.") % {"text": text[:40]}
    try:
        day = dt.date(*parts)
    except ValueError:
        return None, _("“%(text)s” is not a day of the calendar.") % {"text": text[:40]}
    if day.year not in YEARS:
        return None, _("“%(text)s” cannot be right: the year is too far away.") % {"text": text}
    return day, ""


def _parts_of_day(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day, whichever way they are written."""
    if found := ISO_DAY.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := GERMAN_DAY.fullmatch(text):
        year = int(found[3])
        if len(found[3]) == 2:
            year += 2000 if year < 70 else 1900
        return year, int(found[2]), int(found[1])
    if SERIAL_DAY.fullmatch(text):
        day = FIRST_SERIAL + dt.timedelta(days=int(text))
        return day.year, day.month, day.day
    return None
