"""Why this room says no."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class SeatNotConfirmed(DomainError):
    """Only a confirmed seat may learn."""

    code = "seat_not_confirmed"
    status = 403
    message = _(
        "You have no confirmed seat in this course at present. "
        "“My learning” shows how your request stands."
    )


class AttemptClosed(DomainError):
    """What has been handed in is graded and stays as it is."""

    code = "attempt_closed"
    message = _(
        "This test has already been handed in and graded, so that answers can no longer be "
        "changed. Your result is on the page of the test."
    )


class NoAttemptsLeft(DomainError):
    """All attempts have been used."""

    code = "no_attempts_left"
    message = _(
        "You have used all attempts at this test. Your best result counts. "
        "Please ask your human resources department if you need another attempt."
    )


class NotATest(DomainError):
    """A lesson has no questions to answer."""

    code = "not_a_test"
    status = 400
    message = _("This step has no questions. Please go back to the course and choose a test.")


class NotALesson(DomainError):
    """A test is done by answering it, not by a click."""

    code = "not_a_lesson"
    status = 400
    message = _("A test is completed by answering its questions and handing them in.")


class BadPosition(DomainError):
    """A position is a number of seconds."""

    code = "bad_position"
    status = 400
    message = _("The position in the recording could not be read; it is a number of seconds.")
