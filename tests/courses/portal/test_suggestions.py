"""Which courses are suggested, in which order and with which words; and the calendar's lines."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest

from courses.portal.appointments import Appointment, Kind, calendar_file, in_order
from courses.portal.suggestions import Reader, suggest

NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


class Audience:
    """A group by its name, as the shelf holds it."""

    def __init__(self, slug, name):
        self.slug, self.name = slug, name

    def __str__(self):
        return self.name


def card(pk, *, topics=(), audiences=("buergerservice",), price=Decimal(0)):
    return SimpleNamespace(
        course_id=pk, title=f"Kurs {pk}", topics=topics, audiences=audiences, price=price
    )


def shelf(*cards):
    groups = (Audience("buergerservice", "Bürgerservice"), Audience("bau", "Bauverwaltung"))
    return SimpleNamespace(
        cards=cards,
        bookable=tuple(one for one in cards if one.price is not None),
        audiences=groups,
        by_course={one.course_id: one for one in cards},
    )


def reasons(*cards, **facts):
    return [(one.course_id, why) for one, why in suggest(shelf(*cards), Reader(**facts))]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, []),
        ({"chosen": [1], "employer": "Ort"}, [(1, "Von Ort für Sie ausgewählt")]),
        ({"chosen": [9]}, []),
        (
            {"department": "Bürgerservice und Ordnung"},
            [(1, "Für Ihr Arbeitsgebiet: Bürgerservice")],
        ),
        ({"department": "Bauhof"}, []),
        ({"known": [2]}, [(1, "Zum selben Thema wie „Kurs 2“")]),
        ({"known": [2], "due": {1}}, []),
        ({"known": [1, 2]}, []),
        (
            {"known": [2], "chosen": [1], "employer": "Ort", "department": "Bürgerservice"},
            [(1, "Von Ort für Sie ausgewählt")],
        ),
    ],
)
def test_suggest_gives_the_strongest_reason_once(facts, expected):
    two = card(2, topics=("recht",), audiences=("bau",))
    assert reasons(card(1, topics=("recht",)), two, **facts) == expected


def test_suggest_falls_back_on_what_fits_everybody_and_can_be_booked():
    cards = (card(1, audiences=()), card(2, audiences=(), price=None), card(3))
    assert reasons(*cards) == [(1, "Für alle Mitarbeitenden geeignet")]


def test_suggest_stops_at_the_limit():
    cards = [card(pk, audiences=()) for pk in range(20)]
    assert len(suggest(shelf(*cards), Reader(), limit=4)) == 4


def on(day, hour=None, title="Kurs"):
    day = dt.date(2026, 3, day)
    start = dt.datetime.combine(day, dt.time(hour), dt.UTC) if hour is not None else None
    ends = start + dt.timedelta(hours=1) if start else None
    kind = Kind.SESSION if start else Kind.DUE
    return Appointment(kind=kind, key=1, title=title, day=day, starts_at=start, ends_at=ends)


def test_in_order_puts_what_has_no_hour_first_on_its_day():
    late, early, whole, before = on(5, 15), on(5, 9), on(5), on(4, 23)
    assert in_order([late, early, whole, before]) == [before, whole, early, late]


def test_calendar_file_folds_long_lines_between_letters():
    text = calendar_file([on(5, title="Ö" * 90)], host="campus.example", now=NOW)
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "Ö" * 90 in text.replace("\r\n ", "")


def test_calendar_file_marks_days_as_whole_and_free():
    lines = calendar_file([on(5)], host="campus.example", now=NOW).split("\r\n")
    assert "DTSTART;VALUE=DATE:20260305" in lines
    assert "DTEND;VALUE=DATE:20260306" in lines
    assert "UID:due-1@campus.example" in lines
    assert "DTSTAMP:20260302T090000Z" in lines
