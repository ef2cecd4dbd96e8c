"""Small numbers: hidden, and not to be worked out from what is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campus.reports.suppression import K, is_small, suppress, total_of

COUNTS = st.dictionaries(st.integers(0, 20), st.integers(0, 30), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("count", "base", "small"),
    [
        (0, None, False),
        (1, None, True),
        (4, None, True),
        (5, None, False),
        (20, 20, False),
        (19, 20, True),
        (15, 20, False),
        (0, 3, True),
    ],
)
def test_is_small(count, base, small):
    assert is_small(count, base) is small


def test_suppress_one_small_count_hides_the_next_smallest_too():
    assert suppress({"a": 3, "b": 9, "c": 40}) == {"a": None, "b": None, "c": 40}


def test_suppress_two_small_counts_hide_nothing_else():
    assert suppress({"a": 3, "b": 4, "c": 40}) == {"a": None, "b": None, "c": 40}


@given(COUNTS)
def test_no_small_count_is_shown(counts):
    shown = suppress(counts)
    assert all(count is None or not 0 < count < K for count in shown.values())


@given(COUNTS)
def test_no_hidden_count_follows_from_the_total(counts):
    shown = suppress(counts)
    hidden = [key for key, count in shown.items() if count is None]
    if len(hidden) == 1:
        assert total_of(shown, counts) is None


@given(COUNTS)
def test_shown_counts_are_true(counts):
    assert all(count in (None, counts[key]) for key, count in suppress(counts).items())
