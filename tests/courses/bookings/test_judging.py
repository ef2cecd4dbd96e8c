"""Who would get a seat, by table."""

import datetime as dt

import pytest

from courses.bookings.judging import Known, Standing, counts, stamp_of

FIRST = dt.date(2027, 3, 1)
KNOWN = Known(has={1, 5}, asked={2, 1}, oneself={3, 5}, first_day=FIRST)


@pytest.mark.parametrize(
    ("key", "leaves_on", "found"),
    [
        (1, None, Standing.HAS),
        (2, None, Standing.ASKED),
        (3, None, Standing.ONESELF),
        (4, None, Standing.GETS),
        (5, None, Standing.ONESELF),
        (4, FIRST, Standing.GETS),
        (4, FIRST - dt.timedelta(days=1), Standing.LEAVES),
        (1, FIRST - dt.timedelta(days=1), Standing.HAS),
    ],
)
def test_standing(key, leaves_on, found):
    assert KNOWN.standing(key, leaves_on) == found


def test_without_a_date_nobody_leaves_too_early():
    assert Known().standing(4, dt.date(2020, 1, 1)) == Standing.GETS


def test_counts_stand_in_the_order_of_the_table():
    found = counts([Standing.LEAVES, Standing.GETS, Standing.GETS])
    assert list(found.items()) == [(Standing.GETS, 2), (Standing.LEAVES, 1)]


@pytest.mark.parametrize(
    ("standings", "choice", "same"),
    [
        ({1: Standing.GETS, 2: Standing.HAS}, ["5", 0, "49.00"], True),
        ({2: Standing.HAS, 1: Standing.GETS}, [5, 0, "49.00"], True),
        ({1: Standing.HAS, 2: Standing.HAS}, [5, 0, "49.00"], False),
        ({1: Standing.GETS}, [5, 0, "49.00"], False),
        ({1: Standing.GETS, 2: Standing.HAS}, [5, 1, "49.00"], False),
        ({1: Standing.GETS, 2: Standing.HAS}, [5, 0, "59.00"], False),
    ],
)
def test_stamp_tells_one_preview_from_another(standings, choice, same):
    seen = stamp_of({1: Standing.GETS, 2: Standing.HAS}, [5, 0, "49.00"])
    assert (stamp_of(standings, choice) == seen) is same
