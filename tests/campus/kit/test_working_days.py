"""Working days with the holidays of a Land."""

import datetime as dt

import pytest

from campus.kit.working_days import add_working_days, is_working_day


@pytest.mark.parametrize(
    ("day", "land", "works"),
    [
        (dt.date(2026, 11, 23), "HE", True),
        (dt.date(2026, 11, 21), "HE", False),
        (dt.date(2026, 11, 22), "HE", False),
        (dt.date(2026, 12, 25), "HE", False),
        (dt.date(2026, 6, 4), "HE", False),  # Corpus Christi
        (dt.date(2026, 6, 4), "HH", True),
        (dt.date(2026, 10, 31), "SN", False),
        (dt.date(2026, 11, 18), "SN", False),  # day of repentance and prayer
        (dt.date(2026, 11, 18), "HE", True),
        (dt.date(2026, 6, 4), "", True),
    ],
)
def test_town_hall_is_open(day, land, works):
    assert is_working_day(day, land) is works


@pytest.mark.parametrize(
    ("day", "count", "land", "end"),
    [
        (dt.date(2026, 11, 20), 0, "HE", dt.date(2026, 11, 20)),
        (dt.date(2026, 11, 20), 1, "HE", dt.date(2026, 11, 23)),
        (dt.date(2026, 12, 23), 3, "HE", dt.date(2026, 12, 29)),
        (dt.date(2026, 6, 3), 1, "HE", dt.date(2026, 6, 5)),
        (dt.date(2026, 6, 3), 1, "HH", dt.date(2026, 6, 4)),
    ],
)
def test_working_days_leave_out_weekends_and_holidays(day, count, land, end):
    assert add_working_days(day, count, land) == end
