"""How far somebody is: by table, and whatever order the facts arrive in."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.pathways.plans import Group, Rule, Step
from courses.pathways.walking import (
    Fact,
    GroupView,
    Known,
    State,
    gather,
    next_course,
    open_steps,
    walk,
)

D, F, L, N = State.DONE, State.OPEN, State.LOCKED, State.NOT_NEEDED


def group(*items, rule=Rule.ORDERED, need=0, title=""):
    steps = tuple(one if isinstance(one, Step | Group) else Step(one) for one in items)
    return Group(rule, need, steps, title)


def done(*courses):
    return gather(Fact(course) for course in courses)


def states(view):
    return [states(one) if isinstance(one, GroupView) else one.state for one in view.items]


CHOICE = group(3, 4, 5, rule=Rule.AT_LEAST, need=2, title="Wahl")
TABLE = [
    (group(1, 2, 3), (), [F, L, L], (0, 3), 1),
    (group(1, 2, 3), (1,), [D, F, L], (1, 3), 2),
    (group(1, 2, 3), (2,), [F, D, L], (1, 3), 1),
    (group(1, 2, 3), (1, 2, 3), [D, D, D], (3, 3), None),
    (group(1, 2, 3, rule=Rule.ALL), (2,), [F, D, F], (1, 3), 1),
    (group(1, 2, 3, rule=Rule.AT_LEAST, need=2), (3,), [F, F, D], (1, 2), 1),
    (group(1, 2, 3, rule=Rule.AT_LEAST, need=2), (3, 1), [D, N, D], (2, 2), None),
    (group(1, 2, 3, rule=Rule.AT_LEAST, need=2), (1, 2, 3), [D, D, D], (2, 2), None),
    (group(1, CHOICE, 6), (), [F, [L, L, L], L], (0, 3), 1),
    (group(1, CHOICE, 6), (1, 4), [D, [F, D, F], L], (1, 3), 3),
    (group(1, CHOICE, 6), (1, 4, 5), [D, [N, D, D], F], (2, 3), 6),
    (group(1, CHOICE, rule=Rule.ALL), (3, 4), [F, [D, D, N]], (1, 2), 1),
    (group(1, 2, rule=Rule.POINTS, need=10), (1,), [D, F], (0, 10), 2),
]


@pytest.mark.parametrize(("plan", "courses", "expected", "count", "following"), TABLE)
def test_completed_courses_open_and_finish_what_they_should(
    plan, courses, expected, count, following
):
    view = walk(plan, done(*courses))
    assert states(view) == expected
    assert (view.done, view.need) == count
    assert view.missing == count[1] - count[0]
    assert next_course(view) == following
    assert view.is_complete is (following is None)


def test_locked_step_says_what_comes_first():
    view = walk(group(1, CHOICE, 6), done(1))
    assert view.items[2].after == CHOICE
    assert walk(group(1, 2), done()).items[1].after == Step(1)


def test_step_waits_for_the_prerequisite_of_its_course():
    view = walk(group(1, 2, rule=Rule.ALL), done(), {2: [9]})
    assert states(view) == [F, L]
    assert view.items[1].after == Step(9)
    assert states(walk(group(1, 2, rule=Rule.ALL), done(9), {2: [9]})) == [F, F]
    assert states(walk(group(1, 2, rule=Rule.ALL), done(2), {2: [9]})) == [F, D]


def test_nothing_is_open_where_the_first_course_waits_for_one_outside():
    view = walk(group(2, 3), done(), {2: [9]})
    assert open_steps(view) == []
    assert next_course(view) is None
    assert not view.is_complete


@pytest.mark.parametrize(
    ("known", "points"),
    [
        (Known(), 0),
        (gather([Fact(1)]), 0),
        (gather([Fact(1), Fact(1, share=Decimal("0.75"))]), 15),
        (gather([Fact(1, share=Decimal("0.5")), Fact(1, share=Decimal("0.4"))]), 10),
        (gather([Fact(1, share=Decimal("0.525"))]), 11),
        (gather([Fact(1, recognised=True), Fact(1, share=Decimal("0.1"))]), 20),
    ],
)
def test_points_are_the_best_share_of_the_test(known, points):
    assert known.points(Step(1, 20)) == points
    assert walk(group(Step(1, 20), rule=Rule.POINTS, need=20), known).done == points


def test_recognised_learning_counts_and_is_told_apart():
    view = walk(group(1, 2), gather([Fact(1, recognised=True)]))
    assert states(view) == [D, F]
    assert view.items[0].recognised
    assert not walk(group(1), gather([Fact(1, recognised=True), Fact(1)])).items[0].recognised


@pytest.mark.parametrize(
    ("begun", "held_up", "following"),
    [((), (), 1), ((2,), (), 2), ((), (1,), 2), ((9,), (), 1), ((), (1, 2, 3), 1), ((3,), (3,), 3)],
)
def test_what_is_begun_goes_on_and_what_is_held_up_comes_last(begun, held_up, following):
    view = walk(group(1, 2, 3, rule=Rule.ALL), done())
    assert next_course(view, begun, held_up) == following


COURSES = st.integers(1, 9)
FACTS = st.lists(
    st.builds(
        Fact,
        course=COURSES,
        share=st.none() | st.decimals(0, 1, places=2),
        recognised=st.booleans(),
    ),
    max_size=12,
)
RULES = st.sampled_from(Rule)


@st.composite
def plans(draw):
    """Draw a path of up to nine different courses, some of them in a set."""
    numbers = draw(st.lists(COURSES, min_size=2, max_size=9, unique=True))
    cut = draw(st.integers(1, len(numbers)))
    inner = group(*numbers[cut:], rule=draw(RULES), need=draw(st.integers(1, 30)))
    items = [*map(Step, numbers[:cut]), *([inner] if inner.items else [])]
    draw(st.randoms()).shuffle(items)
    return group(*items, rule=draw(RULES), need=draw(st.integers(1, 40)))


REQUIRES = st.dictionaries(COURSES, st.lists(COURSES, max_size=2), max_size=4)


@given(plans(), FACTS, st.randoms(), REQUIRES)
def test_order_and_repetition_of_facts_change_nothing(plan, facts, random, requires):
    shuffled = [*facts, *facts]
    random.shuffle(shuffled)
    assert walk(plan, gather(shuffled), requires) == walk(plan, gather(facts), requires)


def ranks(view):
    """Return how good each step's state is; more facts never make one worse."""
    for one in view.items:
        if isinstance(one, GroupView):
            yield from ranks(one)
        else:
            yield {L: 0, F: 1, N: 2, D: 3}[one.state], one.points


@settings(max_examples=300)
@given(plans(), FACTS, FACTS, REQUIRES)
def test_more_facts_never_take_anything_back(plan, facts, more, requires):
    before = walk(plan, gather(facts), requires)
    after = walk(plan, gather([*facts, *more]), requires)
    assert after.done >= before.done
    assert after.is_complete >= before.is_complete
    for (rank, points), (later, further) in zip(ranks(before), ranks(after), strict=True):
        assert later >= rank
        assert further >= points
