"""What begins, ends and stays: by tables, and by laws that hold for any move."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.assignments.audiences import Audience
from courses.moves.differing import Difference, difference, total
from members.groups.matching import JobFacts, Rule

DAY = dt.date(2026, 3, 1)
ALL = Audience(is_limited=False)
DEPOT = Audience(is_limited=True, departments=frozenset({1, 2}))
LEADERS = Audience(is_limited=True, groups=(Rule(words=("leitung",)),))
CLERKS = Audience(is_limited=True, positions=frozenset({"Kasse"}))
BY_NAME = Audience(is_limited=True, people=frozenset({7}))
NOBODY = Audience(is_limited=True)
AUDIENCES = {10: ALL, 11: DEPOT, 12: LEADERS, 13: CLERKS, 14: BY_NAME, 15: NOBODY}


def job(department=1, position="Leitung Bauhof", key=1):
    return JobFacts(key, department, position, DAY)


@pytest.mark.parametrize(
    ("facts", "held", "begins", "ends", "stays"),
    [
        (job(), (), (10, 11, 12), (), ()),
        (job(), (10, 11, 12), (), (), (10, 11, 12)),
        (job(2), (10, 11, 12), (), (), (10, 11, 12)),
        (job(3), (10, 11, 12), (), (11,), (10, 12)),
        (job(None, ""), (10, 11, 12), (), (11, 12), (10,)),
        (job(3, "Kasse"), (10, 11, 12), (13,), (11, 12), (10,)),
        (job(3, "Kasse", key=7), (10, 14), (13,), (), (10, 14)),
        (job(), (10, 15), (11, 12), (15,), (10,)),
        (None, (10, 13), (), (10, 13), ()),
        (None, (), (), (), ()),
    ],
)
def test_difference_compares_what_is_held_with_what_concerns(facts, held, begins, ends, stays):
    assert difference(AUDIENCES, held, facts) == Difference(begins, ends, stays)


@pytest.mark.parametrize(
    ("facts", "ways"),
    [(job(), 2), (job(1, "Leitung", 7), 3), (job(3, "Kasse"), 1), (job(3, ""), 0)],
)
def test_ways_count_the_chosen_sets_somebody_is_in(facts, ways):
    sets = Audience(
        is_limited=True,
        departments=frozenset({1}),
        positions=frozenset({"Kasse"}),
        groups=(Rule(words=("leitung",)),),
        people=frozenset({7}),
    )
    assert sets.ways_to(facts) == ways
    assert sets.concerns(facts) is bool(ways)
    assert ALL.ways_to(facts) == 1


def test_total_counts_only_people_for_whom_something_changes():
    found = [Difference((1, 2), (3,)), Difference(stays=(1,)), Difference(ends=(4,))]
    counted = total(found)
    assert (counted.begins, counted.ends, counted.people) == (2, 2, 2)
    assert [one.is_empty for one in found] == [False, True, False]


facts = st.builds(
    job, st.none() | st.integers(1, 3), st.sampled_from(["", "Kasse", "Leitung"]), st.integers(6, 8)
)
held_keys = st.frozensets(st.sampled_from(list(AUDIENCES)))


def applied(held, change):
    return (held - set(change.ends)) | set(change.begins)


@given(held=held_keys, facts=st.none() | facts)
def test_applying_a_difference_leaves_nothing_more_to_do(held, facts):
    after = applied(held, difference(AUDIENCES, held, facts))
    assert difference(AUDIENCES, after, facts).is_empty


@given(before=facts, after=facts)
def test_moving_there_and_back_leaves_the_same(before, after):
    held = applied(frozenset(), difference(AUDIENCES, (), before))
    moved = applied(held, difference(AUDIENCES, held, after))
    assert applied(moved, difference(AUDIENCES, moved, before)) == held


@given(held=held_keys, facts=facts)
def test_everything_either_begins_or_ends_or_stays(held, facts):
    change = difference(AUDIENCES, held, facts)
    parts = [*change.begins, *change.ends, *change.stays]
    assert len(parts) == len(set(parts))
    assert set(change.ends) | set(change.stays) == set(held)
