"""The one button of the course page: a case for every state."""

import pytest

from courses.enrolment.states import State
from courses.portal.actions import STEPS, Standing, Step, next_step
from courses.portal.buttons import BOOKING, LABELS, NOTES, button_for

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
        (Standing(**STAFF, has_content=False), Step.NO_CONTENT),
        (Standing(**STAFF, member=False), Step.NOT_MEMBER),
        (Standing(**STAFF, member=False, state=State.CONFIRMED), Step.BEGIN),
        (Standing(**STAFF, first="Zuerst kommt X", approval_needed=True), Step.COMES_LATER),
        (Standing(**STAFF, first="Zuerst kommt X", state=State.CONFIRMED), Step.BEGIN),
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


def test_every_step_is_reached_by_one_guard():
    assert [step for step, _ in STEPS] == sorted(Step, key=[step for step, _ in STEPS].index)
    assert len(STEPS) == len(Step)


@pytest.mark.parametrize("step", list(Step))
def test_every_step_has_a_label_or_says_why_there_is_none(step):
    assert step in LABELS or step in NOTES


@pytest.mark.parametrize(
    ("standing", "label", "note"),
    [
        (Standing(signed_in=True, state=State.WAITING, place=3), "Warteliste verlassen", "Platz 3"),
        (Standing(signed_in=True, state=State.REQUESTED), "Anfrage zurückziehen", "Entscheidung"),
        (Standing(signed_in=True, state=State.REJECTED, reason="Kein Bedarf"), "", "Kein Bedarf"),
        (Standing(signed_in=True, state=State.REJECTED), "", "Personal"),
        (
            Standing(**STAFF, first="Zuerst X", first_href="/x/"),
            "Zum Kurs, der zuerst kommt",
            "Zuerst X",
        ),
        (
            Standing(**STAFF, first="X ist weg", first_href="/hilfe/", first_is_gone=True),
            "Der Geschäftsstelle schreiben",
            "X ist weg",
        ),
        (
            Standing(signed_in=True, state=State.CONFIRMED, started=True, percent=40),
            "Weiterlernen",
            "40",
        ),
    ],
)
def test_button_says_in_german_what_comes_next(standing, label, note):
    button = button_for(standing, href="/", offer=None, seat=None)
    assert str(button["label"]) == label
    assert note in button["note"]


@pytest.mark.parametrize("step", list(Step))
def test_only_booking_is_sent_by_post(step):
    assert (step in BOOKING) == (step in {Step.ENROL, Step.REQUEST, Step.JOIN_WAITING_LIST})
