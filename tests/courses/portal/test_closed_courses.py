"""The button of a course that is offered to others: a sentence, unless a seat is held already."""

import pytest

from courses.enrolment.states import State
from courses.portal.actions import Standing, Step, next_step
from courses.portal.buttons import NOTES, button_for

STAFF = {"signed_in": True, "employed": True, "member": True, "closed": True}


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        ({}, Step.NOT_FOR_YOU),
        ({"bookable": True}, Step.NOT_FOR_YOU),
        ({"approval_needed": True}, Step.NOT_FOR_YOU),
        ({"full": True}, Step.NOT_FOR_YOU),
        ({"first": "Zuerst ein anderer"}, Step.NOT_FOR_YOU),
        ({"has_content": False}, Step.NOT_FOR_YOU),
        ({"signed_in": False}, Step.SIGN_IN),
        ({"employed": False}, Step.NOT_STAFF),
        ({"member": False}, Step.NOT_MEMBER),
        ({"state": State.CONFIRMED}, Step.BEGIN),
        ({"state": State.CONFIRMED, "started": True}, Step.CONTINUE),
        ({"state": State.CONFIRMED, "completed": True}, Step.COMPLETED),
        ({"state": State.WAITING}, Step.WAITING),
        ({"state": State.REQUESTED}, Step.REQUESTED),
        ({"state": State.REJECTED}, Step.REJECTED),
        ({"closed": False, "bookable": True}, Step.ENROL),
        ({"closed": False}, Step.NOT_BOOKABLE),
    ],
)
def test_step_of_a_course_for_others(facts, step):
    assert next_step(Standing(**{**STAFF, **facts})) is step


def test_button_is_no_button_and_its_sentence_says_whom_to_ask():
    button = button_for(Standing(**STAFF), href="/kurs/", offer=None, seat=None)
    assert (button["label"], button["url"], button["state"]) == ("", "", "not_for_you")
    assert "in Ihrer Kommune nicht buchbar" in button["note"]
    assert "Personalabteilung" in button["note"]


@pytest.mark.parametrize("step", [Step.NOT_FOR_YOU, Step.NOT_BOOKABLE, Step.NOT_MEMBER])
def test_every_refusal_is_a_whole_sentence(step):
    assert str(NOTES[step]).rstrip().endswith(".")
