"""When a target is tried again."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.xapi.forwarding.backoff import (
    FIRST,
    LONGEST,
    LONGEST_ASKED_FOR,
    asked_delay,
    delay_after,
)

NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 10), (1, 10), (2, 20), (3, 40), (7, 640), (10, 3600), (999, 3600)]
)
def test_delay_doubles_with_every_failure_up_to_an_hour(failures: int, seconds: int) -> None:
    assert delay_after(failures, chance=1) == dt.timedelta(seconds=seconds)


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_delay_is_spread_over_its_upper_half(failures: int, chance: float) -> None:
    whole = delay_after(failures, chance=1)
    assert whole / 2 <= delay_after(failures, chance=chance) <= whole
    assert FIRST / 2 <= delay_after(failures, chance=chance) <= LONGEST


@pytest.mark.parametrize(("asked", "expected"), [(3, 10), (60, 60), (10**6, 24 * 3600)])
def test_delay_is_at_least_what_the_target_asks_for(asked: int, expected: int) -> None:
    delay = delay_after(1, chance=1, asked_for=dt.timedelta(seconds=asked))
    assert delay == dt.timedelta(seconds=expected) <= LONGEST_ASKED_FOR


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Sun, 22 Nov 2026 12:02:00 GMT", 120),
        ("Sun, 22 Nov 2026 11:00:00 GMT", 0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("99999999999", None),
        ("Sun, 99 Nov 2026 12:02:00 GMT", None),
    ],
)
def test_retry_after_is_read_in_both_forms(header: str, seconds: Any) -> None:
    expected = None if seconds is None else dt.timedelta(seconds=seconds)
    assert asked_delay(header, NOW) == expected


@given(st.text(max_size=30))
def test_retry_after_of_any_text_is_read_or_ignored(header: str) -> None:
    delay = asked_delay(header, NOW)
    assert delay is None or delay >= dt.timedelta(0)
