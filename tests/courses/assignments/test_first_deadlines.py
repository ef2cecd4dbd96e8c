"""Until when somebody would have time who is assigned on a day."""

import datetime as dt

import pytest

from courses.assignments import selectors
from courses.assignments.models import Obligation
from members.organisations.models import Municipality
from members.people.models import Employment

MONDAY = dt.date(2026, 3, 2)
ENTRY = dt.date(2026, 2, 16)


@pytest.mark.parametrize(
    ("terms", "due"),
    [
        ({"due_on": dt.date(2026, 6, 30)}, dt.date(2026, 6, 30)),
        ({"due_on": dt.date(2026, 3, 2)}, MONDAY),
        ({"due_on": dt.date(2026, 1, 31)}, MONDAY),
        ({"due_start": "assignment", "due_amount": 1}, dt.date(2026, 3, 3)),
        ({"due_start": "assignment", "due_amount": 30}, dt.date(2026, 4, 1)),
        (
            {"due_start": "assignment", "due_amount": 5, "due_unit": "working_days"},
            dt.date(2026, 3, 9),
        ),
        ({"due_start": "assignment", "due_amount": 6, "due_unit": "months"}, dt.date(2026, 9, 2)),
        ({"due_start": "entry", "due_amount": 30}, dt.date(2026, 3, 18)),
        ({"due_start": "entry", "due_amount": 7}, MONDAY),
        ({"due_start": "entry", "due_amount": 1, "due_unit": "months"}, dt.date(2026, 3, 16)),
        ({"due_start": "last_completion", "due_amount": 14}, dt.date(2026, 3, 16)),
    ],
)
def test_deadline_is_never_before_the_assignment(terms, due):
    obligation = Obligation(municipality=Municipality(land="HE"), title="Erste Hilfe", **terms)
    job = Employment(valid_from=ENTRY)
    assert selectors.first_deadline(obligation, job, MONDAY) == due


@pytest.mark.parametrize(
    ("opens", "due_on", "due"),
    [
        (None, dt.date(2026, 6, 30), dt.date(2026, 6, 30)),
        (dt.date(2026, 5, 1), dt.date(2026, 6, 30), dt.date(2026, 6, 30)),
    ],
)
def test_day_from_which_it_is_open_does_not_move_a_fixed_day(opens, due_on, due):
    obligation = Obligation(
        municipality=Municipality(land="HE"), title="x", due_on=due_on, starts_on=opens
    )
    assert selectors.first_deadline(obligation, Employment(valid_from=ENTRY), MONDAY) == due
