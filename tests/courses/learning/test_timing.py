"""Time limits as values: extra time, the grace of a few seconds, what is left."""

import datetime as dt

import pytest

from courses.learning.timing import GRACE, is_over, minutes_of, seconds_left, time_allowed

END = dt.datetime(2026, 3, 2, 10, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("limit", "percent", "minutes", "seconds"),
    [
        (20, 0, 0, 1200),
        (20, 25, 0, 1500),
        (20, 0, 10, 1800),
        (20, 50, 5, 2100),
        (1, 33, 0, 80),
        (7, 15, 0, 483),
        (480, 300, 480, 144_000),
    ],
)
def test_time_allowed_adds_extra_time_and_never_rounds_it_away(limit, percent, minutes, seconds):
    allowed = time_allowed(limit, percent=percent, minutes=minutes)
    assert allowed == dt.timedelta(seconds=seconds)


@pytest.mark.parametrize("limit", [0, -5])
def test_time_allowed_without_limit_stays_without_one(limit):
    assert time_allowed(limit, percent=50, minutes=10) is None


@pytest.mark.parametrize(
    ("late", "over"),
    [(-1, False), (0, False), (GRACE.total_seconds(), False), (GRACE.total_seconds() + 1, True)],
)
def test_is_over_lets_pass_what_was_on_its_way(late, over):
    assert is_over(END, END + dt.timedelta(seconds=late)) is over


def test_is_over_never_without_an_end():
    assert not is_over(None, END)


@pytest.mark.parametrize(("before", "left"), [(90.9, 90), (0.5, 0), (0, 0), (-30, 0)])
def test_seconds_left_counts_down_to_nought(before, left):
    assert seconds_left(END, END - dt.timedelta(seconds=before)) == left
    assert seconds_left(None, END) is None


def test_minutes_of_rounds_down():
    assert minutes_of(dt.timedelta(seconds=1199)) == 19
