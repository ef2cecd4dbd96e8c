"""What a test proves for a renewal: rules by table, and what holds whatever is answered."""

import itertools
import uuid
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.learning.renewals import (
    BY_LEARNING,
    BY_PARTS,
    BY_TEST,
    judge,
    kept_questions,
    reached_goals,
    way,
)
from courses.modules.goals import Goal
from courses.modules.questions import Graded
from courses.modules.questions.choice import ChoiceQuestion, Option

KEYS = [uuid.UUID(int=number) for number in range(1, 9)]


def goal(place, *items, questions=()):
    asked = frozenset(questions or {f"q{place}a", f"q{place}b"})
    return Goal(place, f"Kapitel {place}", tuple(items), asked)


def graded(key, credit, points=1):
    asked = ChoiceQuestion(
        id=key, type="single", prompt="?", points=points, options=(Option("a", "A", True, ""),)
    )
    return Graded(asked, ("a",), Decimal(str(credit)))


ONE, TWO = goal(1, KEYS[0], KEYS[1]), goal(2, KEYS[2])
GOALS = (ONE, TWO)


@pytest.mark.parametrize(
    ("credits", "percent", "reached"),
    [
        ((1, 1, 1, 1), 100, {1, 2}),
        ((1, 0, 1, 1), 60, {2}),
        ((1, 0, 1, 1), 50, {1, 2}),
        ((1, 0, 0, 0), 51, set()),
        ((0.5, 0.5, 1, 0.2), 60, {2}),
        ((0, 0, 0, 0), 1, set()),
    ],
)
def test_chapter_is_reached_by_its_own_questions(credits, percent, reached):
    names = ("q1a", "q1b", "q2a", "q2b")
    answered = [graded(name, credit) for name, credit in zip(names, credits, strict=True)]

    assert reached_goals(GOALS, answered, percent) == reached


def test_points_weigh_in_a_chapter():
    answered = [graded("q1a", 1, points=3), graded("q1b", 0)]

    assert reached_goals(GOALS, answered, 75) == {1}
    assert reached_goals(GOALS, answered, 76) == frozenset()


def test_chapter_of_which_nothing_was_asked_is_not_proven():
    assert reached_goals(GOALS, [graded("q1a", 1)], 60) == {1}
    assert reached_goals(GOALS, [graded("other", 1)], 60) == frozenset()


@pytest.mark.parametrize(
    ("reached", "enough", "changed", "done", "passed", "waived", "missed"),
    [
        # Whole: nothing is learnt again, not even what has changed, for the test asks about it.
        ({1, 2}, True, (), (), True, KEYS[:3], set()),
        ({1, 2}, True, KEYS[:3], (), True, KEYS[:3], set()),
        # In part: what was missed, and what has changed.
        ({1}, True, (), (), False, KEYS[:2], {2}),
        ({1}, True, KEYS[:1], (), False, KEYS[1:2], {2}),
        ({1}, False, KEYS[:2], (), False, [], {2}),
        # Nothing.
        (set(), False, (), (), False, [], {1, 2}),
        # What was learnt on this seat already is missed no more, and needs no waiver.
        ({1}, True, (), KEYS[2:3], True, KEYS[:2], set()),
        ({1}, True, (), KEYS[:1], False, KEYS[1:2], {2}),
        (set(), True, (), KEYS[:3], True, [], set()),
        (set(), False, (), KEYS[:3], False, [], set()),
        # All chapters, but too few points where other questions were wrong.
        ({1, 2}, False, KEYS[:1], (), False, KEYS[1:3], set()),
    ],
)
def test_verdict(reached, enough, changed, done, passed, waived, missed):
    verdict = judge(GOALS, frozenset(reached), enough=enough, changed=changed, done=done)

    assert verdict.passed is passed
    assert verdict.waived == set(waived)
    assert verdict.missed == missed


@pytest.mark.parametrize(
    ("waived", "words"), [((), BY_LEARNING), (KEYS[:1], BY_PARTS), (KEYS[:3], BY_TEST)]
)
def test_way_in_which_it_was_proven(waived, words):
    assert way(KEYS[:3], waived) == words


def test_only_what_was_missed_is_asked_again():
    asked = ["q2b", "q1a", "free", "q1b", "q2a"]

    assert kept_questions(asked, GOALS, frozenset({2})) == ["q2b", "q2a"]
    assert kept_questions(asked, GOALS, frozenset()) == []


places = st.integers(1, 4)
goal_lists = st.lists(st.sets(st.sampled_from(KEYS), min_size=1), max_size=4).map(
    lambda sets: [goal(place, *sorted(items)) for place, items in enumerate(sets, start=1)]
)
keys = st.sets(st.sampled_from(KEYS))


@given(goal_lists, st.sets(places), st.booleans(), keys, keys)
def test_plan_is_never_larger_than_the_module(goals, reached, enough, changed, done):
    items = {key for one in goals for key in one.items}
    verdict = judge(goals, frozenset(reached), enough=enough, changed=changed, done=done)

    assert verdict.waived <= items
    assert not verdict.waived & done
    assert verdict.missed <= {one.place for one in goals}


@given(goal_lists, keys, keys)
def test_passing_all_leaves_nothing(goals, changed, done):
    everything = frozenset(one.place for one in goals)
    verdict = judge(goals, everything, enough=True, changed=changed, done=done)

    assert verdict.passed
    assert verdict.waived | done >= {key for one in goals for key in one.items}


@given(goal_lists, st.sets(places), st.sets(places), keys)
def test_more_reached_never_means_more_to_learn(goals, some, more, changed):
    less = judge(goals, frozenset(some), enough=False, changed=changed)
    better = judge(goals, frozenset(some | more), enough=False, changed=changed)

    assert less.waived <= better.waived
    assert better.missed <= less.missed


@given(goal_lists, st.sets(places), keys)
def test_what_is_left_is_what_was_missed_or_has_changed(goals, reached, changed):
    verdict = judge(goals, frozenset(reached), enough=False, changed=changed)
    items = {key for one in goals for key in one.items}
    reasons = {key for one in goals if one.place not in reached for key in one.items} | changed

    # A step may stand in one chapter only; where sets overlap, a proven one counts.
    proven = {key for one in goals if one.place in reached for key in one.items} - changed
    assert items - verdict.waived == (items & reasons) - proven


@given(st.permutations([("q1a", 1), ("q1b", 0), ("q2a", 1), ("q2b", 1)]), st.integers(1, 100))
def test_order_of_answers_does_not_matter(answered, percent):
    given_order = [graded(*one) for one in answered]
    sorted_order = [graded(*one) for one in sorted(answered)]

    assert reached_goals(GOALS, given_order, percent) == reached_goals(GOALS, sorted_order, percent)


@given(goal_lists, st.integers(1, 100), st.randoms())
def test_all_chapters_reached_make_the_whole_reach_the_mark(goals, percent, random):
    answered = [
        graded(name, random.choice([0, Decimal("0.5"), 1]), random.choice([1, 2, 5]))
        for name in itertools.chain.from_iterable(sorted(one.questions) for one in goals)
    ]
    reached = reached_goals(goals, answered, percent)
    if goals and len(reached) == len(goals):
        points = sum(one.credit * one.question.points for one in answered)
        assert points * 100 >= percent * sum(one.question.points for one in answered)
