"""What comes up for one person, in the order of the days, and the same as a calendar file."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LINE = 75
# What a calendar file may not hold as it is (RFC 5545, 3.3.11).
ESCAPES = str.maketrans({"\\": "\\\\", ";": r"\;", ",": r"\,", "\n": r"\n", "\r": None})


class Kind(StrEnum):
    """Why a day matters."""

    SESSION = "session"
    DUE = "due"
    EXPIRY = "expiry"


WORDS: dict[Kind, str | Promise] = {
    Kind.SESSION: _("Live session"),
    Kind.DUE: _("Complete by this day"),
    Kind.EXPIRY: _("Certificate expires"),
}
ICONS = {Kind.SESSION: "calendar", Kind.DUE: "flag", Kind.EXPIRY: "award"}


@dataclass(frozen=True, slots=True)
class Appointment:
    """A day that matters; `starts_at` and `ends_at` only where there is an hour."""

    kind: Kind
    key: int
    title: str
    day: dt.date
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None
    place: str = ""
    href: str = ""

    @property
    def word(self) -> str:
        """Return what happens on the day."""
        return str(WORDS[self.kind])

    @property
    def icon(self) -> str:
        """Return the icon beside the word."""
        return ICONS[self.kind]


def in_order(appointments: Iterable[Appointment]) -> list[Appointment]:
    """Return them by day; on one day what has no hour comes first."""
    midnight = dt.time()
    return sorted(
        appointments,
        key=lambda one: (
            one.day,
            timezone.localtime(one.starts_at).time() if one.starts_at else midnight,
            one.title,
        ),
    )


def calendar_file(appointments: Iterable[Appointment], *, host: str, now: dt.datetime) -> str:
    """Return the appointments as iCalendar (RFC 5545)."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{host}//KommunalCampus//DE"]
    for one in appointments:
        lines += _event(one, host, now)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line))


def _event(one: Appointment, host: str, now: dt.datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{one.kind}-{one.key}@{host}"
    yield f"DTSTAMP:{_utc(now)}"
    if one.starts_at and one.ends_at:
        yield f"DTSTART:{_utc(one.starts_at)}"
        yield f"DTEND:{_utc(one.ends_at)}"
    else:
        yield f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{one.day + dt.timedelta(days=1):%Y%m%d}"
        yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{f'{one.word}: {one.title}'.translate(ESCAPES)}"
    if one.place:
        yield f"LOCATION:{one.place.translate(ESCAPES)}"
    yield "END:VEVENT"


def _utc(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 bytes, never inside a letter."""
    piece, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LINE:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + width
    yield piece
