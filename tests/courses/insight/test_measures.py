"""Bands of time, medians and the corrected point-biserial correlation, by hand-made tables."""

import datetime as dt
import statistics
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.insight.measures import (
    LEAST_FOR_DISCRIMINATION,
    Sums,
    band_of,
    discrimination,
    median_band,
    rest_share,
)

ONE, NOUGHT, HALF = Decimal(1), Decimal(0), Decimal("0.5")


@pytest.mark.parametrize(
    ("minutes", "band"),
    [(-1, 0), (0, 0), (2, 0), (2.1, 1), (5, 1), (9, 2), (20, 3), (45, 4), (120, 5), (5000, 6)],
)
def test_time_falls_into_its_band(minutes, band):
    assert band_of(dt.timedelta(minutes=minutes)) == band


@pytest.mark.parametrize(
    ("counts", "band"),
    [({}, None), ({3: 1}, 3), ({0: 2, 1: 2}, 0), ({0: 2, 1: 3}, 1), ({0: 1, 2: 1, 5: 9}, 5)],
)
def test_median_lies_in_a_band(counts, band):
    assert median_band(counts) == band


def pairs_of(*groups):
    """Return pairs of credit and rest share, each so many times."""
    return [(x, r) for x, r, times in groups for _ in range(times)]


@pytest.mark.parametrize(
    ("pairs", "value"),
    [
        (pairs_of((ONE, ONE, 20), (NOUGHT, NOUGHT, 20)), 1.0),
        (pairs_of((ONE, NOUGHT, 20), (NOUGHT, ONE, 20)), -1.0),
        (pairs_of((ONE, ONE, 10), (ONE, NOUGHT, 10), (NOUGHT, ONE, 10), (NOUGHT, NOUGHT, 10)), 0.0),
        (pairs_of((ONE, HALF, 40)), None),
        (pairs_of((ONE, HALF, 20), (NOUGHT, HALF, 20)), None),
        (pairs_of((ONE, ONE, 14), (NOUGHT, NOUGHT, 15)), None),
    ],
)
def test_discrimination_by_table(pairs, value):
    assert discrimination(Sums.of(pairs)) == value


SHARES = st.integers(0, 1000).map(lambda part: Decimal(part) / 1000)


@given(
    st.lists(
        st.tuples(st.sampled_from([ONE, NOUGHT, HALF]), SHARES),
        min_size=LEAST_FOR_DISCRIMINATION,
        max_size=80,
    )
)
def test_discrimination_is_the_correlation_to_one_decimal(pairs):
    credits, rests = zip(*pairs, strict=True)
    found = discrimination(Sums.of(pairs))
    if len(set(credits)) == 1 or len(set(rests)) == 1:
        assert found is None
        return
    exact = statistics.correlation(list(map(float, credits)), list(map(float, rests)))
    assert found == pytest.approx(exact, abs=0.0501)


@pytest.mark.parametrize(
    ("points", "place", "share"),
    [
        ([(ONE, 1)], 0, None),
        ([(ONE, 1), (NOUGHT, 1)], 0, Decimal(0)),
        ([(ONE, 1), (NOUGHT, 1)], 1, Decimal(1)),
        ([(HALF, 2), (ONE, 3), (NOUGHT, 1)], 2, Decimal("0.8")),
    ],
)
def test_question_is_left_out_of_the_result_it_is_compared_with(points, place, share):
    assert rest_share(points, place) == share
