"""Where somebody stands towards an obligation, as a table of days."""

import datetime as dt

import pytest

from courses.assignments.states import Facts, Status, status_on

DUE = dt.date(2026, 6, 30)
DONE = dt.date(2026, 6, 10)
UNTIL = dt.date(2027, 6, 10)


@pytest.mark.parametrize(
    ("facts", "day", "status"),
    [
        (Facts(DUE), dt.date(2026, 6, 1), Status.OPEN),
        (Facts(DUE), dt.date(2026, 6, 15), Status.OPEN),
        (Facts(DUE), dt.date(2026, 6, 16), Status.DUE_SOON),
        (Facts(DUE), DUE, Status.DUE_SOON),
        (Facts(DUE), dt.date(2026, 7, 1), Status.OVERDUE),
        (Facts(DUE, DONE), dt.date(2026, 6, 9), Status.OPEN),
        (Facts(DUE, DONE), DONE, Status.FULFILLED),
        (Facts(DUE, DONE), dt.date(2030, 1, 1), Status.FULFILLED),
        (Facts(DUE, DONE, UNTIL), UNTIL, Status.FULFILLED),
        (Facts(DUE, DONE, UNTIL), dt.date(2027, 6, 11), Status.OVERDUE),
        (Facts(DUE, exempt=True), dt.date(2026, 7, 1), Status.EXEMPT),
        (Facts(DUE, DONE, exempt=True), dt.date(2026, 7, 1), Status.FULFILLED),
    ],
)
def test_status_on_day(facts, day, status):
    assert status_on(facts, day) is status
