"""Due dates, fixed and counted from events."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.assignments.turns.due import DueRule, Events, Start, Unit

ASSIGNED = dt.date(2026, 3, 2)
ENTERED = dt.date(2026, 1, 31)
EVENTS = Events(ASSIGNED, ENTERED, completed_on=dt.date(2025, 6, 15))
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1))


@pytest.mark.parametrize(
    ("rule", "events", "due"),
    [
        (DueRule(day=dt.date(2026, 6, 30)), EVENTS, dt.date(2026, 6, 30)),
        (DueRule(day=dt.date(2026, 1, 1)), EVENTS, ASSIGNED),
        (DueRule(), EVENTS, ASSIGNED),
        (DueRule(Start.ASSIGNMENT, amount=30), EVENTS, dt.date(2026, 4, 1)),
        (DueRule(Start.ASSIGNMENT, None, 1, Unit.MONTHS), EVENTS, dt.date(2026, 4, 2)),
        (
            DueRule(Start.ASSIGNMENT, None, 5, Unit.WORKING_DAYS, "HE"),
            EVENTS,
            dt.date(2026, 3, 9),
        ),
        (DueRule(Start.ENTRY, None, 2, Unit.MONTHS), EVENTS, dt.date(2026, 3, 31)),
        (DueRule(Start.ENTRY, None, 14), EVENTS, ASSIGNED),
        (DueRule(Start.LAST_COMPLETION, None, 12, Unit.MONTHS), EVENTS, dt.date(2026, 6, 15)),
        (
            DueRule(Start.LAST_COMPLETION, None, 12, Unit.MONTHS),
            Events(ASSIGNED, ENTERED),
            dt.date(2027, 3, 2),
        ),
    ],
)
def test_due_on(rule, events, due):
    assert rule.due_on(events) == due


@given(
    start=st.sampled_from(Start),
    unit=st.sampled_from(Unit),
    amount=st.integers(0, 400),
    assigned=DAYS,
    entered=DAYS,
    completed=st.none() | DAYS,
)
def test_nobody_is_late_on_the_day_of_the_assignment(
    start, unit, amount, assigned, entered, completed
):
    rule = DueRule(start, entered, amount, unit, "BY")
    assert rule.due_on(Events(assigned, entered, completed)) >= assigned
