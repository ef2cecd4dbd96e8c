"""Places in the timeline, written into addresses and read again."""

import datetime as dt
import uuid

import pytest

from campus.records import paging
from courses.xapi.selectors import Entry

NOON = dt.datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=dt.UTC)


def entry(stored: dt.datetime) -> Entry:
    number = uuid.UUID(int=7)
    return Entry(number, stored, stored, None, False, {})


@pytest.mark.parametrize("name", [paging.OLDER, paging.NEWER])
def test_place_is_read_as_it_was_written(name):
    place = paging.place_in({name: paging.edge(entry(NOON))})
    assert place["after"].stored == NOON
    assert place["after"].statement_id == uuid.UUID(int=7)
    assert place["ascending"] is (name == paging.NEWER)


def test_place_does_not_depend_on_the_time_zone():
    summer = NOON.astimezone(dt.timezone(dt.timedelta(hours=2)))
    assert paging.edge(entry(summer)) == paging.edge(entry(NOON))


def test_list_without_place_begins_at_the_newest():
    assert paging.place_in({"verb": "x"}) == {}


@pytest.mark.parametrize(
    "text", ["", "gestern", "2026-11-22T12:00:00_x", f"2026-11-22T12:00:00_{uuid.UUID(int=7)}"]
)
def test_garbled_place_is_refused(text):
    with pytest.raises(ValueError):
        paging.place_in({paging.OLDER: text})
