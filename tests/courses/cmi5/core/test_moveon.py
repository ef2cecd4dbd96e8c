"""moveOn of units, blocks and courses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.cmi5.core.moveon import UnitState, meets, newly_satisfied, satisfied
from courses.packages.reading.cmi5 import course_of, units_of
from tests.factories.packages import block, cmi5, unit

NOTHING, DONE, PASSED = UnitState(), UnitState(completed=True), UnitState(passed=True)
BOTH, WAIVED = UnitState(completed=True, passed=True), UnitState(waived=True)
STATES = (NOTHING, DONE, PASSED, BOTH, WAIVED)


@pytest.mark.parametrize(
    ("move_on", "met"),
    [
        ("NotApplicable", (True, True, True, True, True)),
        ("Completed", (False, True, False, True, True)),
        ("Passed", (False, False, True, True, True)),
        ("CompletedAndPassed", (False, False, False, True, True)),
        ("CompletedOrPassed", (False, True, True, True, True)),
    ],
)
def test_req_9_3_3_0_3_and_9_3_4_0_4_a_unit_is_judged_by_its_move_on(move_on, met):
    assert tuple(meets(move_on, state) for state in STATES) == met


def tree(*content):
    """Return a course."""
    return course_of(cmi5(*content), files=("index.html",)).structure


PASS = 'moveOn="Passed"'
NESTED = tree(
    unit(1, more=PASS),
    block(1, unit(2, more=PASS), block(2, unit(3, more=PASS))),
    block(3, unit(4)),
)


@pytest.mark.parametrize(
    ("passed", "places"),
    [
        ([], ["0.2"]),
        (["0.1.1.0"], ["0.1.1", "0.2"]),
        (["0.1.0"], ["0.2"]),
        (["0.1.0", "0.1.1.0"], ["0.1.1", "0.1", "0.2"]),
        (["0.0", "0.1.0", "0.1.1.0"], ["0.1.1", "0.1", "0.2", "0"]),
    ],
)
def test_req_9_3_9_0_1_and_5_blocks_and_course_follow_their_units(passed, places):
    assert satisfied(NESTED, dict.fromkeys(passed, PASSED)) == places


def test_req_9_6_1_1_3_what_asks_for_nothing_is_satisfied_at_registration():
    assert newly_satisfied(tree(unit(), block(1, unit(2))), None, {}) == ["0.1", "0"]
    assert newly_satisfied(NESTED, None, {}) == ["0.2"]


def test_only_what_is_new_is_stated():
    before, after = {"0.0": PASSED}, {"0.0": PASSED, "0.1.1.0": PASSED}
    assert newly_satisfied(NESTED, before, after) == ["0.1.1"]
    assert newly_satisfied(NESTED, after, after) == []


@given(
    st.dictionaries(st.sampled_from(["0.0", "0.1.0", "0.1.1.0", "0.2.0"]), st.sampled_from(STATES))
)
def test_the_course_is_satisfied_exactly_when_all_units_are(states):
    every = all(
        meets(one["move_on"], states.get(one["place"], NOTHING)) for one in units_of(NESTED)
    )
    assert ("0" in satisfied(NESTED, states)) == every
