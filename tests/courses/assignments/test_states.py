"""Where somebody stands towards an obligation, as a table of days."""

import datetime as dt
from dataclasses import replace

import pytest

from courses.assignments.states import LATE, VALID, WAITING, Facts, Status, status_on

DUE = dt.date(2026, 6, 30)
DONE = dt.date(2026, 6, 10)
UNTIL = dt.date(2027, 6, 10)


RENEWING = Facts(
    dt.date(2027, 6, 10),
    opens_on=dt.date(2027, 4, 11),
    ends_on=dt.date(2027, 6, 24),
    previous_until=dt.date(2027, 6, 10),
)


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
        (Facts(DUE, DONE, UNTIL), dt.date(2027, 6, 11), Status.EXPIRED),
        (Facts(DUE, DONE, UNTIL, exempt=True), dt.date(2027, 6, 11), Status.EXEMPT),
        (Facts(DUE, exempt=True), dt.date(2026, 7, 1), Status.EXEMPT),
        (Facts(DUE, DONE, exempt=True), dt.date(2026, 7, 1), Status.FULFILLED),
        (Facts(DUE, opens_on=dt.date(2026, 6, 2)), dt.date(2026, 6, 1), Status.FUTURE),
        (Facts(DUE, opens_on=dt.date(2026, 6, 2)), dt.date(2026, 6, 2), Status.OPEN),
        (Facts(DUE, ends_on=dt.date(2026, 7, 5)), dt.date(2026, 7, 5), Status.OVERDUE),
        (Facts(DUE, ends_on=dt.date(2026, 7, 5)), dt.date(2026, 7, 6), Status.FAILED),
        (RENEWING, dt.date(2027, 4, 10), Status.FULFILLED),
        (RENEWING, dt.date(2027, 4, 11), Status.RENEW),
        (RENEWING, dt.date(2027, 6, 10), Status.RENEW),
        (RENEWING, dt.date(2027, 6, 11), Status.OVERDUE),
        (RENEWING, dt.date(2027, 6, 24), Status.OVERDUE),
        (RENEWING, dt.date(2027, 6, 25), Status.EXPIRED),
        (replace(RENEWING, exempt=True), dt.date(2027, 5, 1), Status.FULFILLED),
        (replace(RENEWING, exempt=True), dt.date(2027, 7, 1), Status.EXEMPT),
        (Facts(DUE, temporary_until=dt.date(2026, 7, 9)), dt.date(2026, 7, 9), Status.TEMPORARY),
        (Facts(DUE, temporary_until=dt.date(2026, 7, 9)), dt.date(2026, 7, 10), Status.OVERDUE),
        (Facts(DUE, DONE, revoked_on=DUE), dt.date(2026, 6, 29), Status.FULFILLED),
        (Facts(DUE, DONE, revoked_on=DUE), DUE, Status.REVOKED),
        (Facts(DUE, DONE, archived_on=DUE), DUE, Status.ARCHIVED),
    ],
)
def test_status_on_day(facts, day, status):
    assert status_on(facts, day) is status


def test_every_status_is_a_proof_a_question_or_neither():
    assert set() == VALID & LATE
    assert LATE <= WAITING
    assert VALID | WAITING | {
        Status.FUTURE,
        Status.REVOKED,
        Status.EXEMPT,
        Status.ARCHIVED,
        Status.NOT_ASSIGNED,
    } == set(Status)
