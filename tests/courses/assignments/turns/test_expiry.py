"""Until when a completion counts: the three rules, and what holds for all of them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.assignments.turns.expiry import Expiry, Rule, fault_of

PREVIOUS = dt.date(2026, 6, 30)
COMPLETION = Expiry(12, Rule.COMPLETION, window=60)
CAPPED = Expiry(12, Rule.COMPLETION, window=60, carried=30)
NOTHING_CARRIED = Expiry(12, Rule.COMPLETION, window=60, carried=0)
FROM_PREVIOUS = Expiry(12, Rule.PREVIOUS, window=60)
# The example of the manual: base 31 December, a year, at least six months.
FIXED = Expiry(12, Rule.FIXED, window=60, base=dt.date(2020, 12, 31), minimum=6)


@pytest.mark.parametrize(
    ("expiry", "completed", "previous", "until"),
    [
        (Expiry(), dt.date(2026, 1, 1), None, None),
        (COMPLETION, dt.date(2026, 2, 28), None, dt.date(2027, 2, 28)),
        (Expiry(1), dt.date(2026, 1, 31), None, dt.date(2026, 2, 28)),
        # In the window: the days left are added, all of them or at most so many.
        (COMPLETION, dt.date(2026, 5, 10), PREVIOUS, dt.date(2027, 6, 30)),
        (CAPPED, dt.date(2026, 5, 10), PREVIOUS, dt.date(2027, 6, 9)),
        (CAPPED, dt.date(2026, 6, 20), PREVIOUS, dt.date(2027, 6, 30)),
        (NOTHING_CARRIED, dt.date(2026, 5, 10), PREVIOUS, dt.date(2027, 5, 10)),
        # Before the window and after the end: as new.
        (COMPLETION, dt.date(2026, 3, 1), PREVIOUS, dt.date(2027, 3, 1)),
        (COMPLETION, dt.date(2026, 7, 1), PREVIOUS, dt.date(2027, 7, 1)),
        (FROM_PREVIOUS, dt.date(2026, 5, 1), PREVIOUS, dt.date(2027, 6, 30)),
        (FROM_PREVIOUS, PREVIOUS, PREVIOUS, dt.date(2027, 6, 30)),
        (FROM_PREVIOUS, dt.date(2026, 7, 5), PREVIOUS, dt.date(2027, 7, 5)),
        (FROM_PREVIOUS, dt.date(2026, 7, 5), None, dt.date(2027, 7, 5)),
        (FIXED, dt.date(2026, 2, 28), None, dt.date(2026, 12, 31)),
        (FIXED, dt.date(2026, 6, 30), None, dt.date(2026, 12, 31)),
        (FIXED, dt.date(2026, 7, 30), None, dt.date(2027, 12, 31)),
        (FIXED, dt.date(2019, 2, 28), None, dt.date(2019, 12, 31)),
        # Early in the last window of the cycle: the next fixed day, not the same again.
        (FIXED, dt.date(2026, 11, 20), dt.date(2026, 12, 31), dt.date(2027, 12, 31)),
    ],
)
def test_valid_until(expiry, completed, previous, until):
    assert expiry.valid_until(completed, previous) == until


def test_fixed_day_at_the_end_of_a_month_comes_back_to_it():
    quarterly = Expiry(1, Rule.FIXED, base=dt.date(2026, 1, 31))
    assert quarterly.valid_until(dt.date(2026, 2, 3)) == dt.date(2026, 2, 28)
    assert quarterly.valid_until(dt.date(2026, 3, 3)) == dt.date(2026, 3, 31)


DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2050, 1, 1))
RULES = st.builds(
    lambda months, rule, share, carried, base, minimum: Expiry(
        months,
        rule,
        window=int(share * 28 * (min(minimum, months) if rule is Rule.FIXED else months)),
        carried=carried,
        base=base,
        minimum=min(minimum, months),
    ),
    st.integers(1, 60),
    st.sampled_from(Rule),
    st.floats(0, 1),
    st.none() | st.integers(0, 90),
    DAYS,
    st.integers(0, 60),
)


@given(RULES, DAYS, st.integers(-900, 900))
def test_coming_early_never_shortens_what_is_valid(expiry, previous, apart):
    completed = previous + dt.timedelta(days=apart)
    until = expiry.valid_until(completed, previous)
    assert until >= previous
    assert until >= completed


@given(RULES, DAYS, st.integers(-900, 900), st.integers(0, 400))
def test_learning_later_never_ends_earlier(expiry, previous, apart, more):
    first = previous + dt.timedelta(days=apart)
    later = first + dt.timedelta(days=more)
    assert expiry.valid_until(first, previous) <= expiry.valid_until(later, previous)


@given(RULES, DAYS)
def test_rules_of_the_strategy_are_sound(expiry, day):
    assert fault_of(expiry) == ""
    assert expiry.opens_on(day) <= day


@pytest.mark.parametrize(
    ("expiry", "fault"),
    [
        (Expiry(), ""),
        (Expiry(0), "no_time"),
        (Expiry(12, window=336), ""),
        (Expiry(12, window=337), "window_too_long"),
        (Expiry(12, Rule.FIXED), "no_base"),
        (Expiry(12, Rule.FIXED, base=PREVIOUS, minimum=13), "minimum_too_long"),
        (Expiry(12, Rule.FIXED, base=PREVIOUS, minimum=2, window=57), "window_too_long"),
        (Expiry(12, Rule.FIXED, base=PREVIOUS, minimum=2, window=56), ""),
    ],
)
def test_fault_of_a_rule(expiry, fault):
    assert fault_of(expiry) == fault
