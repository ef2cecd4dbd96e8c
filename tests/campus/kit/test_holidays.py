"""Which days are holidays in which Land: the calendar of 2027, Land by Land."""

import datetime as dt

import pytest

from campus.kit.working_days import add_working_days, is_working_day

EPIPHANY = dt.date(2027, 1, 6)
WOMEN = dt.date(2027, 3, 8)
CORPUS_CHRISTI = dt.date(2027, 5, 27)
CHILDREN = dt.date(2027, 9, 20)
ALL_SAINTS = dt.date(2027, 11, 1)
REPENTANCE = dt.date(2027, 11, 17)


@pytest.mark.parametrize(
    ("land", "day", "works"),
    [
        ("BW", EPIPHANY, False),
        ("BW", WOMEN, True),
        ("BW", CORPUS_CHRISTI, False),
        ("BW", CHILDREN, True),
        ("BW", ALL_SAINTS, False),
        ("BW", REPENTANCE, True),
        ("BY", EPIPHANY, False),
        ("BY", WOMEN, True),
        ("BY", CORPUS_CHRISTI, False),
        ("BY", CHILDREN, True),
        ("BY", ALL_SAINTS, False),
        ("BY", REPENTANCE, True),
        ("BE", EPIPHANY, True),
        ("BE", WOMEN, False),
        ("BE", CORPUS_CHRISTI, True),
        ("BE", CHILDREN, True),
        ("BE", ALL_SAINTS, True),
        ("BE", REPENTANCE, True),
        ("BB", EPIPHANY, True),
        ("BB", WOMEN, True),
        ("BB", CORPUS_CHRISTI, True),
        ("BB", CHILDREN, True),
        ("BB", ALL_SAINTS, True),
        ("BB", REPENTANCE, True),
        ("HB", EPIPHANY, True),
        ("HB", WOMEN, True),
        ("HB", CORPUS_CHRISTI, True),
        ("HB", CHILDREN, True),
        ("HB", ALL_SAINTS, True),
        ("HB", REPENTANCE, True),
        ("HH", EPIPHANY, True),
        ("HH", WOMEN, True),
        ("HH", CORPUS_CHRISTI, True),
        ("HH", CHILDREN, True),
        ("HH", ALL_SAINTS, True),
        ("HH", REPENTANCE, True),
        ("HE", EPIPHANY, True),
        ("HE", WOMEN, True),
        ("HE", CORPUS_CHRISTI, False),
        ("HE", CHILDREN, True),
        ("HE", ALL_SAINTS, True),
        ("HE", REPENTANCE, True),
        ("MV", EPIPHANY, True),
        ("MV", WOMEN, False),
        ("MV", CORPUS_CHRISTI, True),
        ("MV", CHILDREN, True),
        ("MV", ALL_SAINTS, True),
        ("MV", REPENTANCE, True),
        ("NI", EPIPHANY, True),
        ("NI", WOMEN, True),
        ("NI", CORPUS_CHRISTI, True),
        ("NI", CHILDREN, True),
        ("NI", ALL_SAINTS, True),
        ("NI", REPENTANCE, True),
        ("NW", EPIPHANY, True),
        ("NW", WOMEN, True),
        ("NW", CORPUS_CHRISTI, False),
        ("NW", CHILDREN, True),
        ("NW", ALL_SAINTS, False),
        ("NW", REPENTANCE, True),
        ("RP", EPIPHANY, True),
        ("RP", WOMEN, True),
        ("RP", CORPUS_CHRISTI, False),
        ("RP", CHILDREN, True),
        ("RP", ALL_SAINTS, False),
        ("RP", REPENTANCE, True),
        ("SL", EPIPHANY, True),
        ("SL", WOMEN, True),
        ("SL", CORPUS_CHRISTI, False),
        ("SL", CHILDREN, True),
        ("SL", ALL_SAINTS, False),
        ("SL", REPENTANCE, True),
        ("SN", EPIPHANY, True),
        ("SN", WOMEN, True),
        ("SN", CORPUS_CHRISTI, True),
        ("SN", CHILDREN, True),
        ("SN", ALL_SAINTS, True),
        ("SN", REPENTANCE, False),
        ("ST", EPIPHANY, False),
        ("ST", WOMEN, True),
        ("ST", CORPUS_CHRISTI, True),
        ("ST", CHILDREN, True),
        ("ST", ALL_SAINTS, True),
        ("ST", REPENTANCE, True),
        ("SH", EPIPHANY, True),
        ("SH", WOMEN, True),
        ("SH", CORPUS_CHRISTI, True),
        ("SH", CHILDREN, True),
        ("SH", ALL_SAINTS, True),
        ("SH", REPENTANCE, True),
        ("TH", EPIPHANY, True),
        ("TH", WOMEN, True),
        ("TH", CORPUS_CHRISTI, True),
        ("TH", CHILDREN, False),
        ("TH", ALL_SAINTS, True),
        ("TH", REPENTANCE, True),
    ],
)
def test_holiday_of_some_is_a_working_day_of_the_others(land, day, works):
    assert is_working_day(day, land) is works


@pytest.mark.parametrize(
    ("land", "end"),
    [
        ("BW", dt.date(2027, 6, 1)),
        ("BY", dt.date(2027, 6, 1)),
        ("BE", dt.date(2027, 5, 31)),
        ("BB", dt.date(2027, 5, 31)),
        ("HB", dt.date(2027, 5, 31)),
        ("HH", dt.date(2027, 5, 31)),
        ("HE", dt.date(2027, 6, 1)),
        ("MV", dt.date(2027, 5, 31)),
        ("NI", dt.date(2027, 5, 31)),
        ("NW", dt.date(2027, 6, 1)),
        ("RP", dt.date(2027, 6, 1)),
        ("SL", dt.date(2027, 6, 1)),
        ("SN", dt.date(2027, 5, 31)),
        ("ST", dt.date(2027, 5, 31)),
        ("SH", dt.date(2027, 5, 31)),
        ("TH", dt.date(2027, 5, 31)),
    ],
)
def test_ten_working_days_from_before_whitsun_on(land, end):
    assert add_working_days(dt.date(2027, 5, 14), 10, land) == end
