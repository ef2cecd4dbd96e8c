"""The turns of a person, one after the other, whatever becomes known when."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from courses.assignments.states import Facts, Status, status_on
from courses.assignments.turns.due import DueRule, Events, Start
from courses.assignments.turns.expiry import Expiry, Rule
from courses.assignments.turns.timeline import Rhythm, Turn

BEGIN = dt.date(2026, 1, 10)
EVENTS = Events(BEGIN, dt.date(2020, 1, 1))
YEARLY = Rhythm(DueRule(Start.ASSIGNMENT, amount=30), Expiry(12, window=60), grace=14)


def run(*completions, until=dt.date(2030, 1, 1), rhythm=YEARLY):
    return rhythm.run(rhythm.first_turn(EVENTS), completions, until)


def test_first_turn_opens_with_the_assignment_or_later():
    assert YEARLY.first_turn(EVENTS) == Turn(1, BEGIN, dt.date(2026, 2, 9))
    later = YEARLY.first_turn(EVENTS, opens_on=dt.date(2026, 3, 1))
    assert (later.opens_on, later.due_on) == (dt.date(2026, 3, 1), dt.date(2026, 3, 1))
    assert YEARLY.first_turn(EVENTS, opens_on=dt.date(2020, 1, 1)).opens_on == BEGIN


def test_next_turn_opens_before_the_end_and_the_old_one_counts_until_then():
    first, second = run(dt.date(2026, 2, 1), until=dt.date(2026, 12, 3))
    assert first.valid_until == dt.date(2027, 2, 1)
    assert second == Turn(
        2,
        opens_on=dt.date(2026, 12, 3),
        due_on=dt.date(2027, 2, 1),
        ends_on=dt.date(2027, 2, 15),
        previous_until=dt.date(2027, 2, 1),
    )


def test_next_turn_is_not_there_a_day_before_its_window():
    assert len(run(dt.date(2026, 2, 1), until=dt.date(2026, 12, 2))) == 1


def test_renewal_in_the_window_keeps_the_day_of_the_year():
    turns = run(dt.date(2026, 2, 1), dt.date(2026, 12, 20), dt.date(2028, 1, 20))
    assert [one.valid_until for one in turns] == [
        dt.date(2027, 2, 1),
        dt.date(2028, 2, 1),
        dt.date(2029, 2, 1),
        None,
    ]


def test_completion_before_the_window_answers_nothing():
    turns = run(dt.date(2026, 2, 1), dt.date(2026, 10, 1), until=dt.date(2026, 12, 3))
    assert [one.fulfilled_on for one in turns] == [dt.date(2026, 2, 1), None]


def test_what_never_expires_has_one_turn():
    once = Rhythm(YEARLY.due, Expiry())
    turns = run(dt.date(2026, 2, 1), dt.date(2027, 2, 1), rhythm=once)
    assert [one.valid_until for one in turns] == [None]
    assert once.following(turns[0]) is None


def test_the_whole_way_of_section_two_six():
    """Follow future → pending → overdue → certified → window of the next → expired."""
    start = dt.date(2026, 2, 1)
    open_turn = YEARLY.first_turn(Events(BEGIN, BEGIN), opens_on=start)
    done = YEARLY.fulfilled(open_turn, dt.date(2026, 3, 1))
    renewing = YEARLY.following(done)
    way = [
        (open_turn, dt.date(2026, 1, 31), Status.FUTURE),
        (open_turn, start, Status.DUE_SOON),
        (open_turn, dt.date(2026, 2, 20), Status.OVERDUE),
        (done, dt.date(2026, 3, 1), Status.FULFILLED),
        (renewing, dt.date(2026, 12, 30), Status.FULFILLED),
        (renewing, dt.date(2026, 12, 31), Status.RENEW),
        (renewing, dt.date(2027, 3, 1), Status.RENEW),
        (renewing, dt.date(2027, 3, 2), Status.OVERDUE),
        (renewing, dt.date(2027, 3, 15), Status.OVERDUE),
        (renewing, dt.date(2027, 3, 16), Status.EXPIRED),
    ]
    assert [status_on(facts(turn), day) for turn, day, _status in way] == [
        status for _turn, _day, status in way
    ]


def facts(turn):
    return Facts(
        due_on=turn.due_on,
        fulfilled_on=turn.fulfilled_on,
        valid_until=turn.valid_until,
        opens_on=turn.opens_on,
        ends_on=turn.ends_on,
        previous_until=turn.previous_until,
    )


DAYS = st.dates(BEGIN, dt.date(2036, 1, 1))
RHYTHMS = st.builds(
    lambda months, rule, window, carried: Rhythm(
        YEARLY.due,
        Expiry(months, rule, window, carried, base=dt.date(2025, 12, 31), minimum=months // 2),
        grace=10,
    ),
    st.integers(4, 36),
    st.sampled_from(Rule),
    st.integers(0, 50),
    st.none() | st.integers(0, 60),
)


@given(RHYTHMS, st.lists(DAYS, max_size=12), st.randoms())
def test_order_of_facts_never_matters_and_twice_is_once(rhythm, completions, dice):
    shuffled = completions * 2
    dice.shuffle(shuffled)
    assert run(*completions, rhythm=rhythm) == run(*shuffled, rhythm=rhythm)


@given(RHYTHMS, st.lists(DAYS, max_size=12))
def test_turns_follow_each_other_without_a_gap_in_numbers(rhythm, completions):
    turns = run(*completions, rhythm=rhythm, until=dt.date(2040, 1, 1))
    assert [one.number for one in turns] == list(range(1, len(turns) + 1))
    for before, after in zip(turns, turns[1:], strict=False):
        assert before.fulfilled_on <= after.opens_on <= before.valid_until == after.due_on
        assert after.valid_until is None or after.valid_until >= before.valid_until


@given(RHYTHMS, st.lists(DAYS, max_size=8), DAYS, DAYS)
def test_what_was_on_an_earlier_day_stays_so_on_a_later_one(rhythm, completions, one, other):
    earlier, later = sorted((one, other))
    before = run(*completions, rhythm=rhythm, until=earlier)
    after = run(*completions, rhythm=rhythm, until=later)
    assert after[: len(before) - 1] == before[:-1]
    assert after[len(before) - 1].due_on == before[-1].due_on
