"""Whom a plan means, by the facts of a job alone."""

import datetime as dt

import pytest

from courses.onboarding.matching import Who
from members.groups.matching import JobFacts, Rule

FIRST, LAST = dt.date(2027, 1, 1), dt.date(2027, 12, 31)
BEFORE, WITHIN, AFTER = dt.date(2026, 12, 31), dt.date(2027, 6, 1), dt.date(2028, 1, 1)
OFFICE, CASH = 5, 6
IN_OFFICE = Rule(departments=frozenset({OFFICE}))


def job(begins_on=WITHIN, department=OFFICE, position="Bauleitung", key=1):
    return JobFacts(key, department, position, begins_on)


@pytest.mark.parametrize(
    ("begins_on", "last", "wanted"),
    [
        (BEFORE, LAST, False),
        (FIRST, LAST, True),
        (WITHIN, LAST, True),
        (LAST, LAST, True),
        (AFTER, LAST, False),
        (AFTER, None, True),
        (BEFORE, None, False),
    ],
)
def test_newcomers_begin_within_the_days_of_the_plan(begins_on, last, wanted):
    who = Who(first=FIRST, last=last)
    assert who.is_newcomer(job(begins_on)) is wanted
    assert who.means(job(begins_on), begins_on) is wanted


@pytest.mark.parametrize(
    ("place", "facts", "wanted"),
    [
        (Rule(), {}, True),
        (Rule(), {"department": None}, True),
        (IN_OFFICE, {}, True),
        (IN_OFFICE, {"department": CASH}, False),
        (IN_OFFICE, {"department": None}, False),
        (Rule(words=("leitung",)), {}, True),
        (Rule(words=("leitung",)), {"position": "Kasse"}, False),
        (Rule(departments=frozenset({OFFICE}), words=("kasse",)), {}, False),
    ],
)
def test_department_and_position_both_have_to_hold(place, facts, wanted):
    assert Who(first=FIRST, place=place).means(job(**facts), WITHIN) is wanted


@pytest.mark.parametrize(
    ("groups", "wanted"),
    [
        ((), True),
        ((Rule(people=frozenset({1})),), True),
        ((Rule(people=frozenset({2})),), False),
        ((Rule(people=frozenset({2})), Rule(words=("leitung",))), True),
    ],
)
def test_of_several_groups_one_is_enough(groups, wanted):
    who = Who(first=FIRST, place=IN_OFFICE, groups=groups)
    assert who.fits(job()) is wanted
    assert who.means(job(), WITHIN) is wanted


@pytest.mark.parametrize(
    ("moves", "day", "wanted"),
    [
        (False, WITHIN, False),
        (True, WITHIN, True),
        (True, BEFORE, False),
        (True, AFTER, False),
        (True, FIRST, True),
        (True, LAST, True),
    ],
)
def test_whoever_moves_there_counts_where_the_plan_says_so(moves, day, wanted):
    who = Who(first=FIRST, last=LAST, place=IN_OFFICE, moves=moves)
    assert who.means(job(BEFORE), day) is wanted
    assert who.is_newcomer(job(BEFORE)) is False


def test_mover_has_to_fit_as_well():
    who = Who(first=FIRST, place=IN_OFFICE, moves=True)
    assert who.means(job(BEFORE, department=CASH), WITHIN) is False
