"""What every path promises, whatever it is made of: it leads to its end, step by step."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from courses.pathways import editing
from courses.pathways.plans import (
    COUNTED,
    Fault,
    Group,
    Rule,
    Step,
    courses_of,
    dump,
    fault_of,
    parse,
    steps_of,
)
from courses.pathways.walking import (
    Fact,
    GroupView,
    State,
    StepView,
    gather,
    next_course,
    open_steps,
    walk,
)

MANY = 12
NUMBERS = st.lists(st.integers(1, 40), min_size=1, max_size=MANY, unique=True)
POINTS = st.sampled_from([5, 10, 20])
RULES = st.sampled_from(Rule)


@st.composite
def any_plans(draw):
    """Draw a path as editors may have left it: also one that nobody can complete."""
    items = []
    for number in draw(NUMBERS):
        step = Step(number, draw(POINTS))
        sets = [at for at, one in enumerate(items) if isinstance(one, Group)]
        where = draw(st.sampled_from(["path", "new set", *sets]))
        if where == "path":
            items.append(step)
        elif where == "new set":
            need = draw(st.integers(0, 30))
            items.append(Group(draw(RULES), need, (step,), f"Gruppe {number}"))
        else:
            items[where] = replace(items[where], items=(*items[where].items, step))
    return Group(draw(RULES), draw(st.integers(0, 60)), tuple(items))


@st.composite
def good_plans(draw):
    """Draw a path that can be published."""
    plan = draw(any_plans())
    assume(fault_of(plan) is None)
    return plan


def all_done(plan, **facts):
    return gather(
        fact
        for course in courses_of(plan)
        for fact in (Fact(course, **facts), Fact(course, share=Decimal(1)))
    )


def steps_seen(view):
    """Yield the steps of a view, also those of sets."""
    for one in view.items:
        if isinstance(one, GroupView):
            yield from steps_seen(one)
        else:
            yield one


@given(any_plans())
def test_plan_without_fault_can_be_completed_and_one_with_a_fault_cannot(plan):
    fault = fault_of(plan)
    is_complete = walk(plan, all_done(plan)).is_complete
    inner = [one for one in plan.items if isinstance(one, Group)]
    asks_too_much = fault is Fault.TOO_MUCH and plan.rule not in COUNTED
    if fault is None:
        assert is_complete
    elif asks_too_much and plan.rule in (Rule.ALL, Rule.ORDERED):
        assert not is_complete
        assert inner


@given(good_plans())
def test_path_leads_from_step_to_step_to_its_end(plan):
    """Whoever completes what is next, time after time with full points, gets there."""
    facts, taken = [], []
    for _turn in range(MANY + 1):
        view = walk(plan, gather(facts))
        following = next_course(view)
        if following is None:
            break
        assert following not in taken
        taken.append(following)
        facts += [Fact(following), Fact(following, share=Decimal(1))]
    assert walk(plan, gather(facts)).is_complete


@given(good_plans(), st.data())
def test_next_step_is_never_locked_nor_done_nor_needless(plan, data):
    courses = st.sampled_from(courses_of(plan))
    done = data.draw(st.sets(courses))
    begun, held_up = data.draw(st.sets(courses)), data.draw(st.sets(courses))
    requires = data.draw(st.dictionaries(courses, st.lists(courses, max_size=2), max_size=3))
    view = walk(plan, gather(Fact(one) for one in done), requires)
    following = next_course(view, begun, held_up)
    states = {one.step.course: one.state for one in steps_seen(view)}
    assert following is None or states[following] is State.OPEN
    assert all(states[course] is State.OPEN for course in open_steps(view))
    assert set(requires.get(following, ())) <= done


@given(good_plans(), st.data())
def test_recognition_counts_like_completion_with_full_points(plan, data):
    some = data.draw(st.sets(st.sampled_from(courses_of(plan))))
    recognised = gather(Fact(one, recognised=True) for one in some)
    completed = gather(fact for one in some for fact in (Fact(one), Fact(one, share=Decimal(1))))
    left, right = walk(plan, recognised), walk(plan, completed)
    assert (left.done, left.need, left.is_complete) == (right.done, right.need, right.is_complete)
    assert open_steps(left) == open_steps(right)
    assert next_course(left) == next_course(right)
    assert {one.step.course for one in steps_seen(left) if one.recognised} == some
    assert not any(one.recognised for one in steps_seen(right))


@given(good_plans(), st.data())
def test_progress_stays_between_nothing_and_what_is_needed(plan, data):
    some = data.draw(st.sets(st.sampled_from(courses_of(plan))))
    view = walk(plan, gather(Fact(one, recognised=True) for one in some))
    assert 0 <= view.done <= view.need
    assert view.missing == view.need - view.done
    assert view.is_complete == (view.missing == 0)


@given(good_plans(), st.data())
def test_complete_path_offers_nothing_and_locks_nothing(plan, data):
    some = data.draw(st.sets(st.sampled_from(courses_of(plan))))
    view = walk(plan, gather(Fact(one, recognised=True) for one in some))
    if view.is_complete:
        states = {one.state for one in steps_seen(view)}
        assert states <= {State.DONE, State.NOT_NEEDED}
        assert open_steps(view) == []


@given(any_plans())
def test_every_plan_is_read_back_as_it_was_stored(plan):
    assert parse(dump(plan)) == plan
    assert [one.course for one in steps_of(plan)] == courses_of(plan)


@given(any_plans(), st.integers(0, MANY), st.integers(0, MANY), st.sampled_from([-1, 1]))
def test_moving_loses_no_course_and_goes_back_again(plan, outer, inner, by):
    for place in ((outer,), (outer, inner)):
        moved = editing.move(plan, place, by)
        assert sorted(courses_of(moved)) == sorted(courses_of(plan))
        back = (*place[:-1], place[-1] + by)
        if moved != plan:
            assert editing.move(moved, back, -by) == plan


@given(any_plans(), st.integers(0, MANY), st.integers(0, MANY))
def test_removing_takes_out_that_entry_only(plan, outer, inner):
    for place in ((outer,), (outer, inner)):
        rest = courses_of(editing.remove(plan, place))
        assert [one for one in courses_of(plan) if one in rest] == rest


CHOICE = Group(Rule.AT_LEAST, 1, (Step(3), Step(4)), "Wahl")


@pytest.mark.parametrize(
    ("rule", "need", "fault"),
    [
        (Rule.ORDERED, 0, None),
        (Rule.ORDERED, 99, None),
        (Rule.ALL, 99, None),
        (Rule.AT_LEAST, 0, Fault.TOO_LITTLE),
        (Rule.AT_LEAST, 1, None),
        (Rule.AT_LEAST, 2, None),
        # The set counts as one entry, whatever it holds.
        (Rule.AT_LEAST, 3, Fault.TOO_MUCH),
        (Rule.POINTS, 0, Fault.TOO_LITTLE),
        (Rule.POINTS, 30, None),
        (Rule.POINTS, 31, Fault.TOO_MUCH),
    ],
)
def test_rule_of_the_path_is_judged_with_its_sets(rule, need, fault):
    assert fault_of(Group(rule, need, (Step(1), CHOICE))) is fault


def test_points_go_on_behind_a_set_that_is_complete():
    """A set may be done while the path still lacks points: its other courses bring them."""
    plan = Group(Rule.POINTS, 20, (CHOICE,))
    first = [Fact(3), Fact(3, share=Decimal(1))]
    view = walk(plan, gather(first))
    assert (view.done, view.is_complete) == (10, False)
    assert view.items[0].state is State.DONE
    assert next_course(view) == 4
    assert walk(plan, gather([*first, Fact(4), Fact(4, share=Decimal(1))])).is_complete


def test_points_of_a_courses_test_without_completion_open_nothing_behind_it():
    plan = Group(Rule.ORDERED, 0, (Step(1), Step(2)))
    view = walk(plan, gather([Fact(1, share=Decimal("0.9"))]))
    assert [type(one) for one in view.items] == [StepView, StepView]
    assert [one.state for one in view.items] == [State.OPEN, State.LOCKED]
    assert view.items[0].points == 9
