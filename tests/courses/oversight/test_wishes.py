"""What an address asks of the matrix: read, written, and what is passed over."""

import datetime as dt

import pytest
from django.http import QueryDict

from courses.assignments.states import LATE, Status
from courses.oversight.wishes import NEVER_SHOWN, OFFERED, Wish, day_of, read

TODAY = dt.date(2026, 7, 1)


def wish(query):
    return read(QueryDict(query), TODAY)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", Wish()),
        ("amt=7", Wish(department="7")),
        ("status=open&status=exempt", Wish(statuses=frozenset({Status.OPEN, Status.EXEMPT}))),
        ("status=nonsense&status=open", Wish(statuses=frozenset({Status.OPEN}))),
        # Nobody ever stands like this in the matrix.
        ("status=revoked&status=archived", Wish()),
        ("nur=ueberfaellig", Wish(statuses=LATE)),
        ("nur=anderes", Wish()),
        ("nur=ueberfaellig&status=open", Wish(statuses=LATE | {Status.OPEN})),
        ("pflicht=3&pflicht=1&pflicht=3", Wish(columns=(3, 1))),
        ("pflicht=-1&pflicht=x&pflicht=&pflicht=²", Wish()),
        (f"pflicht={'9' * 16}", Wish()),
        ("stand=2026-06-30", Wish(day=dt.date(2026, 6, 30), typed_day="2026-06-30")),
        # Today is what is shown anyway.
        ("stand=2026-07-01", Wish(typed_day="2026-07-01")),
        ("stand=2026-07-02", Wish(typed_day="2026-07-02", fault="day_in_future")),
        ("stand=31.02.2026", Wish(typed_day="31.02.2026", fault="no_day")),
    ],
)
def test_address_is_read(query, expected):
    assert wish(query) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", (None, "")),
        ("30.06.2026", (dt.date(2026, 6, 30), "")),
        ("2026-06-30", (dt.date(2026, 6, 30), "")),
        ("1.1.2026", (dt.date(2026, 1, 1), "")),
        ("gestern", (None, "no_day")),
        ("2026-13-01", (None, "no_day")),
        ("0000-00-00", (None, "no_day")),
        ("31.12.9999", (None, "day_in_future")),
    ],
)
def test_day_is_read_in_either_order(typed, expected):
    assert day_of(typed, TODAY) == expected


@pytest.mark.parametrize(
    "query",
    [
        "",
        "amt=7",
        "status=open&status=overdue&pflicht=3&pflicht=1&stand=2026-06-30",
        "nur=ueberfaellig&amt=2",
    ],
)
def test_address_that_is_written_asks_for_the_same(query):
    asked = wish(query)
    again = wish(asked.query("musterstadt"))
    assert (again.department, again.statuses, again.columns, again.day) == (
        asked.department,
        asked.statuses,
        asked.columns,
        asked.day,
    )


def test_address_names_the_town_first_and_no_fault():
    assert wish("stand=gestern&status=open").query("stadt") == "kommune=stadt&status=open"


def test_wish_forgets_its_day_alone():
    asked = wish("amt=7&stand=2026-06-30&pflicht=2")
    assert asked.today() == Wish("7", columns=(2,), typed_day="2026-06-30")


def test_every_word_of_the_matrix_can_be_asked_for():
    assert set(OFFERED) | NEVER_SHOWN == set(Status)
    asked = wish("&".join(f"status={status}" for status in Status))
    assert asked.statuses == set(Status) - NEVER_SHOWN


def test_no_more_columns_are_read_than_anybody_needs():
    assert len(wish("&".join(f"pflicht={number}" for number in range(500))).columns) == 200


@pytest.mark.parametrize("status", OFFERED)
def test_each_status_alone_survives_being_kept(status):
    asked = wish(f"status={status}&amt=3")
    assert asked.statuses == {status}
    assert wish(asked.query("stadt")) == asked


@pytest.mark.parametrize(
    "query",
    [
        "amt=" + "9" * 500,
        "status=" + "a" * 500,
        "stand=" + "1" * 500,
        "pflicht=" + "&pflicht=".join("0" * 3 for _ in range(300)),
        "amt=%00&stand=%00&pflicht=%00&status=%00",
        "amt=%F0%9F%98%80&stand=%F0%9F%98%80",
    ],
)
def test_nonsense_of_any_length_is_short_and_harmless(query):
    asked = wish(query)
    assert len(asked.department) <= 20
    assert len(asked.typed_day) <= 20
    assert asked.day is None
    assert asked.statuses == frozenset()
    assert set(asked.columns) <= {0}


@pytest.mark.parametrize("number", range(0, 40, 4))
def test_every_day_up_to_today_can_be_asked_for_and_none_after_it(number):
    before, after = (TODAY + dt.timedelta(days=sign * (number + 1)) for sign in (-1, 1))
    assert day_of(before.isoformat(), TODAY) == (before, "")
    assert day_of(f"{before:%d.%m.%Y}", TODAY) == (before, "")
    assert day_of(after.isoformat(), TODAY) == (None, "day_in_future")
