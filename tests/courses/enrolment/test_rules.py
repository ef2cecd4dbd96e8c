"""Pure rules: the moves of an enrolment, and until when cancelling is free."""

import datetime as dt

import pytest

from courses.enrolment.cancellation import free_until, is_free
from courses.enrolment.states import LEARNING, MOVES, State

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(("days", "free"), [(0, True), (14, True), (14.01, False), (90, False)])
def test_cancelling_is_free_for_a_fortnight(days, free):
    assert is_free(free_until(NOON), NOON + dt.timedelta(days=days)) is free


def test_cancelling_what_was_never_confirmed_is_free():
    assert is_free(None, NOON)


def test_every_state_has_its_moves():
    assert set(MOVES.moves) == set(State)


@pytest.mark.parametrize("state", [state for state in State if not MOVES.moves[state]])
def test_what_has_ended_stays_as_it_is(state):
    assert not any(MOVES.allows(state, target) for target in State)


def test_only_confirmed_and_finished_seats_may_learn():
    assert {State.CONFIRMED, State.FINISHED} == LEARNING
