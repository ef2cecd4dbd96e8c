"""How far a municipality is; from values alone."""

from hypothesis import given
from hypothesis import strategies as st

from courses.first_steps.steps import State, Step, progress_of
from courses.first_steps.words import WORDS

SOME = st.sets(st.sampled_from(Step))


@given(done=SOME, not_needed=SOME)
def test_every_step_has_one_state_and_what_is_there_counts(done, not_needed):
    found = progress_of(done, {str(one) for one in not_needed})
    assert list(found.states) == list(Step)
    for step, state in found.states.items():
        if step in done:
            assert state is State.DONE
        elif step in not_needed:
            assert state is State.NOT_NEEDED
        else:
            assert state is State.OPEN
    assert found.done == len(done)
    assert found.total == len(Step) - len(not_needed - done)
    assert (found.next is None) is (found.done == found.total)


def test_next_is_the_first_that_is_left():
    first, second, *others = Step
    assert progress_of((), ()).next is first
    assert progress_of({first}, {str(second)}).next is others[0]
    assert progress_of(set(Step), ()).next is None


def test_word_that_names_no_step_changes_nothing():
    assert progress_of((), {"yesterday"}) == progress_of((), ())


def test_every_step_has_words():
    assert WORDS.keys() == set(Step)
