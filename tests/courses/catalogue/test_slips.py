"""Typing errors, by tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.catalogue import slips

KNOWN = ["datenschutz", "daten", "vergaberecht", "baurecht", "verwaltungsdigitalisierung", "akte"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("datenschuz", ["datenschutz"]),
        ("dtaenschutz", ["datenschutz"]),
        ("datnschuz", ["datenschutz"]),
        ("datenschutzz", ["datenschutz"]),
        ("vergabrecht", ["vergaberecht"]),
        ("verwaltungsdigitalisirung", ["verwaltungsdigitalisierung"]),
        ("atke", ["akte"]),
        ("akt", []),
        ("xyzzy", []),
        ("", []),
    ],
)
def test_nearest_word_is_the_one_meant(typed, meant):
    assert slips.nearest(typed, KNOWN) == meant


def test_nearest_words_equally_near_are_all_meant():
    assert slips.nearest("rechd", ["recht", "reche", "rest"]) == ["reche", "recht"]


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [("akte", "akte", 0), ("akte", "atke", 1), ("akte", "akten", 1), ("akte", "takt", 2)],
)
def test_distance_counts_slips(one, other, far):
    assert slips.distance(one, other, 3) == far


def test_distance_beyond_the_limit_only_says_so():
    assert slips.distance("akte", "vergaberecht", 2) == 3
    assert slips.distance("abcdefgh", "stuvwxyz", 2) == 3


@pytest.mark.parametrize(
    ("length", "count"), [(0, 0), (3, 0), (4, 1), (7, 1), (8, 2), (13, 2), (14, 3), (60, 3)]
)
def test_longer_words_may_hold_more_slips(length, count):
    assert slips.allowed("x" * length) == count


@pytest.mark.parametrize(
    ("word", "groups"), [("akte", {"^ak", "akt", "kte", "te$"}), ("a", {"^a$"}), ("", set())]
)
def test_grams_mark_beginning_and_end(word, groups):
    assert slips.grams(word) == groups


WORDS = st.text(alphabet="abcde", max_size=9)


@given(one=WORDS, other=WORDS)
def test_distance_is_the_same_both_ways_and_nought_only_for_the_same(one, other):
    far = slips.distance(one, other, 9)
    assert far == slips.distance(other, one, 9)
    assert (far == 0) is (one == other)
    assert far <= max(len(one), len(other))
