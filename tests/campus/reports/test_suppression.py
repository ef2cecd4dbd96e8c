"""Small numbers: hidden, and not to be worked out from what is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campus.reports.suppression import Cells, K, is_small, suppress

COUNTS = st.dictionaries(st.integers(0, 20), st.integers(0, 30), min_size=1, max_size=12)
# Events sorted in two ways: each pair is where one event stands in the first and second table.
EVENTS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=60)


def shown(counts, **facts):
    report = suppress([Cells(counts, **facts)])
    return report.tables[0], report.total


def counted(events, place):
    return {key: sum(1 for event in events if event[place] == key) for key in range(5)}


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


@pytest.mark.parametrize(
    ("counts", "table", "total"),
    [
        ({"a": 5, "b": 9}, {"a": 5, "b": 9}, 14),
        # One small count hides the next smallest, too.
        ({"a": 3, "b": 9, "c": 40}, {"a": None, "b": None, "c": 40}, 52),
        ({"a": 3, "b": 4, "c": 40}, {"a": None, "b": None, "c": 40}, 47),
        # Two hidden ones would be one each: together they must not be small either.
        ({"a": 1, "b": 1, "c": 40}, {"a": None, "b": None, "c": None}, 42),
        ({"a": 3, "b": 0}, {"a": None, "b": 0}, None),
        ({"a": 0, "b": 0}, {"a": 0, "b": 0}, 0),
    ],
)
def test_suppress_one_table(counts, table, total):
    assert shown(counts) == (table, total)


def test_suppress_counts_people_not_seats():
    table, total = shown({"a": 12, "b": 30, "c": 31}, people={"a": 1, "b": 20, "c": 20})
    assert table == {"a": None, "b": None, "c": 31}
    assert total == 73


def test_suppress_total_of_few_people_is_hidden_with_all_cells():
    report = suppress([Cells({"a": 9}, {"a": 2}), Cells({"x": 4, "y": 5}, {})], people=2)
    assert report.total is None
    assert report.tables == [{"a": None}, {"x": None, "y": None}]


def test_suppress_what_is_missing_to_the_base():
    table, total = shown({"a": 19, "b": 20, "c": 50}, bases={"a": 20, "b": 30, "c": 60})
    assert table == {"a": None, "b": None, "c": 50}
    assert total == 89


def test_suppress_total_that_tells_of_few_missing_is_unknown_in_every_table():
    report = suppress([Cells({"a": 19}), Cells({"x": 9, "y": 10})], base=20)
    assert report.total is None
    assert report.tables == [{"a": None}, {"x": None, "y": None}]


def test_suppress_a_cell_that_cannot_be_covered_hides_the_total_in_every_table():
    alone = Cells({"a": 19}, bases={"a": 20})
    report = suppress([alone, Cells({"x": 9, "y": 10})])
    assert report.total is None
    assert report.tables[1] == {"x": None, "y": None}


@given(COUNTS)
def test_no_small_count_is_shown(counts):
    table, total = shown(counts)
    assert all(count is None or not 0 < count < K for count in [*table.values(), total])


@given(COUNTS)
def test_shown_counts_are_true(counts):
    table, _ = shown(counts)
    assert all(count in (None, counts[key]) for key, count in table.items())


@given(EVENTS)
def test_no_hidden_count_follows_from_the_sum_of_any_table(events):
    counts = [counted(events, place) for place in (0, 1)]
    report = suppress([Cells(one) for one in counts])
    sums = [report.total, *(known_sum(table) for table in report.tables)]
    known = next((one for one in sums if one is not None), None)
    for table, true in zip(report.tables, counts, strict=True):
        hidden = [key for key, count in table.items() if count is None]
        if hidden and known is not None:
            rest = known - sum(count for count in table.values() if count is not None)
            assert rest == sum(true[key] for key in hidden)
            assert len(hidden) > 1
            assert rest >= K


def known_sum(table):
    """Return the sum of a table in which nothing is hidden."""
    return None if None in table.values() else sum(table.values())
