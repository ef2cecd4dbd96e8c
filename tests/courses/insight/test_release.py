"""Nothing that is told lets anybody work out a number from one to four: tried, not argued."""

import itertools
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.insight.release import (
    LEAST,
    ONE_OF,
    in_sample,
    in_sample_of_answers,
    share,
    span,
    told,
)

MOST = 60
COUNTS = st.integers(0, 400)


@pytest.mark.parametrize(
    ("count", "number"),
    [(0, None), (1, None), (4, None), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (100, 100)],
)
def test_count_is_told_to_the_nearest_five_or_not_at_all(count, number):
    assert told(count) == number


@given(COUNTS)
def test_span_holds_the_count_and_every_count_of_the_span_is_told_the_same(count):
    least, most = span(told(count))
    assert least <= count <= most
    assert {told(one) for one in range(least, most + 1)} == {told(count)}


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(None, 20, None), (5, None, None), (5, 20, 25), (20, 20, 100), (25, 20, 100), (10, 45, 22)],
)
def test_share_is_worked_out_from_told_numbers_only(part, whole, percent):
    assert share(part, whole) == percent


def is_safe(possible):
    """Tell whether the possible values leave open that it is nobody, or five or more."""
    return 0 in possible or max(possible) >= LEAST


def test_difference_of_a_whole_and_its_part_is_never_known_to_be_small():
    """Between items, between reached and completed, and between two months of one number."""
    possible = {}
    for whole in range(MOST):
        for part in range(whole + 1):
            possible.setdefault((told(whole), told(part)), set()).add(whole - part)
    assert [seen for seen, rests in possible.items() if not is_safe(rests)] == []


def test_parts_beside_a_part_without_number_are_never_known_to_be_small():
    """Right, partly right and left out of all that were asked: the wrong ones have no number."""
    possible = {}
    for parts in itertools.product(range(MOST // 2), repeat=3):
        whole = sum(parts)
        if whole >= MOST // 2:
            continue
        seen = (told(whole), *map(told, parts[:2]))
        entry = possible.setdefault(seen, (set(), set(), set()))
        for values, part in zip(entry, parts, strict=True):
            values.add(part)
    unsafe = [
        seen
        for seen, parts in possible.items()
        for values, number in zip(parts, (*seen[1:], None), strict=True)
        if number is None and seen[0] != told(MOST // 2 - 1) and not is_safe(values)
    ]
    assert unsafe == []


def test_telling_every_part_of_a_known_whole_would_betray_small_ones():
    """Why one part has no number: with all of them and the sum, a hidden one can be known."""
    whole, parts = 23, (12, 7, 4)
    least_whole = span(told(whole))[0]
    most_others = sum(span(told(part))[1] for part in parts[:2])
    assert least_whole - most_others == 4
    assert told(parts[2]) is None


@given(st.lists(COUNTS, min_size=2, max_size=12).map(sorted))
def test_months_in_a_row_never_betray_a_small_step(counts):
    """Numbers only grow from month to month; each is told by itself, once."""
    for earlier, later in itertools.pairwise(counts):
        before, after = span(told(earlier)), span(told(later))
        least, most = max(0, after[0] - before[1]), after[1] - before[0]
        assert least == 0 or most >= LEAST


@given(COUNTS, COUNTS, COUNTS)
def test_person_more_changes_at_most_one_step_of_what_is_told(count, other, more):
    """Of two modules, versions or items nothing is told in sum: each changes by itself."""
    one, next_one = told(count), told(count + 1)
    assert (next_one or 0) - (one or 0) in {0, 5}
    assert told(other) == told(other), more


def test_samples_leave_out_one_in_eight_and_do_not_tell_of_each_other():
    keys = [uuid.UUID(int=number) for number in range(ONE_OF * ONE_OF)]
    for sample in (in_sample, in_sample_of_answers):
        assert sum(map(sample, keys)) == len(keys) - ONE_OF
    both = {(in_sample(key), in_sample_of_answers(key)) for key in keys}
    assert both == set(itertools.product((True, False), repeat=2))
