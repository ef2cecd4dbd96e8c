"""Plans of paths: stored and read back, judged, and changed by place."""

import pytest

from courses.pathways import editing
from courses.pathways.plans import Fault, Group, Rule, Step, courses_of, dump, fault_of, parse
from courses.pathways.reaching import reaches

INNER = Group(Rule.AT_LEAST, 1, (Step(3), Step(4)), "Wahl")
PLAN = Group(Rule.ORDERED, 0, (Step(1), Step(2, 20), INNER))


def group(*courses, rule=Rule.ALL, need=0):
    return Group(rule, need, tuple(map(Step, courses)))


def test_plan_is_read_back_as_it_was_stored():
    assert parse(dump(PLAN)) == PLAN
    assert parse({}) == Group()
    assert courses_of(PLAN) == [1, 2, 3, 4]
    assert PLAN.worth == 50


@pytest.mark.parametrize(
    ("plan", "fault"),
    [
        (PLAN, None),
        (Group(), Fault.EMPTY),
        (Group(items=(Group(title="Leer"),)), Fault.EMPTY),
        (Group(items=(Step(1), Group(title="Leer"))), Fault.EMPTY_SET),
        (group(1, 2, 1), Fault.TWICE),
        (Group(items=(Step(3), INNER)), Fault.TWICE),
        (group(1, 2, rule=Rule.AT_LEAST, need=2), None),
        (group(1, 2, rule=Rule.AT_LEAST, need=3), Fault.TOO_MUCH),
        (group(1, 2, rule=Rule.AT_LEAST), Fault.TOO_LITTLE),
        (group(1, 2, rule=Rule.POINTS, need=20), None),
        (group(1, 2, rule=Rule.POINTS, need=21), Fault.TOO_MUCH),
        (Group(items=(Step(9), group(1, rule=Rule.POINTS, need=11))), Fault.TOO_MUCH),
    ],
)
def test_plan_that_nobody_can_complete_is_found(plan, fault):
    assert fault_of(plan) is fault


@pytest.mark.parametrize(
    ("place", "by", "courses"),
    [
        ("0", 1, [2, 1, 3, 4]),
        ("1", -1, [2, 1, 3, 4]),
        ("2", -1, [1, 3, 4, 2]),
        ("2.0", 1, [1, 2, 4, 3]),
        ("2.1", -1, [1, 2, 4, 3]),
        ("0", -1, [1, 2, 3, 4]),
        ("2", 1, [1, 2, 3, 4]),
        ("7", -1, [1, 2, 3, 4]),
        ("0.1", -1, [1, 2, 3, 4]),
        ("9.1", -1, [1, 2, 3, 4]),
    ],
)
def test_entry_moves_among_its_neighbours_and_never_out_of_the_plan(place, by, courses):
    assert courses_of(editing.move(PLAN, editing.place_of(place), by)) == courses


@pytest.mark.parametrize(
    ("place", "courses"), [("0", [2, 3, 4]), ("2", [1, 2]), ("2.1", [1, 2, 3]), ("8", [1, 2, 3, 4])]
)
def test_entry_is_taken_out_with_what_is_in_it(place, courses):
    assert courses_of(editing.remove(PLAN, editing.place_of(place))) == courses


def test_course_is_added_to_the_path_or_to_a_set():
    assert courses_of(editing.add_step(PLAN, Step(9))) == [1, 2, 3, 4, 9]
    inside = editing.add_step(PLAN, Step(9), into=2)
    assert courses_of(inside) == [1, 2, 3, 4, 9]
    assert editing.sets_of(inside) == [(2, "Wahl")]
    assert editing.add_step(PLAN, Step(9), into=0) == PLAN
    assert editing.sets_of(editing.add_set(PLAN, Group(title="Neu"))) == [(2, "Wahl"), (3, "Neu")]


@pytest.mark.parametrize("text", ["", "a", "1.2.3", "-1", "1.", "1.-2"])
def test_what_is_no_place_is_refused(text):
    with pytest.raises(ValueError):
        editing.place_of(text)


@pytest.mark.parametrize(
    ("start", "goal", "reached"), [(1, 3, True), (3, 1, False), (1, 1, True), (4, 5, True)]
)
def test_links_are_followed_even_in_circles(start, goal, reached):
    assert reaches({1: [2], 2: [3], 4: [5], 5: [4]}, start, goal) is reached
