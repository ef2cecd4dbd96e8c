"""How often something may be done in a time."""

import pytest
import time_machine
from django.core.cache import cache

from campus.kit import rates

NOON = "2026-03-02T12:00:00Z"


@pytest.mark.parametrize("begin", ["2026-03-02T12:00:00Z", "2026-03-02T12:00:59Z"])
def test_time_begins_with_the_first_wherever_the_clock_stands(begin):
    with time_machine.travel(begin, tick=False) as clock:
        assert [rates.count("a", seconds=60) for _time in range(3)] == [1, 2, 3]
        clock.shift(58)
        assert rates.count("a", seconds=60) == 4
        clock.shift(3)
        assert rates.count("a", seconds=60) == 1


def test_each_thing_is_counted_for_itself_and_looking_counts_nothing():
    rates.count("a", seconds=60)
    assert rates.count("b", seconds=60) == 1
    assert [rates.counted("a"), rates.counted("a"), rates.counted("c")] == [1, 1, 0]


def test_time_that_ends_between_two_questions_begins_anew(monkeypatch):
    rates.count("a", seconds=60)
    monkeypatch.setattr(cache, "incr", _nothing_there)
    assert rates.count("a", seconds=60) == 1


def _nothing_there(key):
    raise ValueError(key)
