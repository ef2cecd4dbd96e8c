"""Places in a film as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.feedback.moments import LONGEST, seconds_of, written


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("", None),
        ("  ", None),
        ("0", 0),
        ("83", 83),
        (" 1:23 ", 83),
        ("90:00", 5400),
        ("1:02:03", 3723),
        ("24:00:00", LONGEST),
    ],
)
def test_place_typed_by_people_is_understood(typed, seconds):
    assert seconds_of(typed) == seconds


@pytest.mark.parametrize(
    "typed", ["1:60", "-1", "eins", "1:2", "1:2:3:4", "24:00:01", "999999", "²", "1,5", "1:23\n5"]
)
def test_anything_else_is_refused(typed):
    with pytest.raises(ValueError):
        seconds_of(typed)


@given(st.integers(0, LONGEST))
def test_what_is_written_is_read_back(seconds):
    assert seconds_of(written(seconds)) == seconds


def test_no_place_is_written_as_nothing():
    assert written(None) == ""
