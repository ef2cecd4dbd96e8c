"""The one button of the course page: a case for every state."""

import pytest

from courses.enrolment.states import State
from courses.portal.actions import Standing, Step, next_step

STAFF = {"signed_in": True, "employed": True, "bookable": True}


@pytest.mark.parametrize(
    ("standing", "step"),
    [
        (Standing(), Step.SIGN_IN),
        (Standing(bookable=True), Step.SIGN_IN),
        (Standing(signed_in=True, bookable=True), Step.NOT_STAFF),
        (Standing(signed_in=True, employed=True), Step.NOT_BOOKABLE),
        (Standing(**STAFF), Step.ENROL),
        (Standing(**STAFF, full=True), Step.JOIN_WAITING_LIST),
        (Standing(**STAFF, approval_needed=True), Step.REQUEST),
        (Standing(**STAFF, approval_needed=True, full=True), Step.REQUEST),
        (Standing(**STAFF, state=State.REQUESTED), Step.REQUESTED),
        (Standing(**STAFF, state=State.WAITING), Step.WAITING),
        (Standing(**STAFF, state=State.REJECTED), Step.REJECTED),
        (Standing(**STAFF, state=State.WITHDRAWN), Step.ENROL),
        (Standing(**STAFF, state=State.CANCELLED), Step.ENROL),
        (Standing(**STAFF, state=State.CONFIRMED), Step.BEGIN),
        (Standing(**STAFF, state=State.CONFIRMED, started=True, percent=40), Step.CONTINUE),
        (Standing(**STAFF, state=State.CONFIRMED, started=True, completed=True), Step.COMPLETED),
        # A seat outlives the employment and the offer: what was begun may be finished.
        (Standing(signed_in=True, state=State.CONFIRMED, started=True), Step.CONTINUE),
    ],
)
def test_next_step(standing, step):
    assert next_step(standing) is step
