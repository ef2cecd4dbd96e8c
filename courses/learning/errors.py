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
        "If you need another attempt, ask the provider with a question at this step."
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


class NotSeenYet(DomainError):
    """The rule of the lesson asks for the recording to be played."""

    code = "not_seen_yet"
    message = _(
        "This step is done once you have played %(percent)s per cent of the film or recording. "
        "Please play the parts that are still missing."
    )


class NotConfirmed(DomainError):
    """A document is confirmed in the version that was shown, and by a tick of one's own."""

    code = "not_confirmed"
    message = _(
        "Please open the document, read it and tick the sentence below it. If the document has "
        "changed in the meantime, the new version has to be confirmed."
    )


class NothingToMoveTo(DomainError):
    """The seat stands on the newest edition already, or the course is completed."""

    code = "nothing_to_move_to"
    message = _("There is no newer edition to change to. You can go on learning as before.")


class AttemptIsOpen(DomainError):
    """Changing over would take away the questions of a test that has been begun."""

    code = "attempt_is_open"
    message = _(
        "You have begun the test “%(title)s”. Please hand it in first; then you can change over."
    )


class TimeIsUp(DomainError):
    """Only the server's clock counts; what was saved in time is graded."""

    code = "time_is_up"
    message = _(
        "The time for this test is up. What was saved in time has been handed in and graded; later "
        "answers do not count. Your result is on the page of the test."
    )


class ForeignAnswer(DomainError):
    """An answer names something that the test did not ask or offer."""

    code = "foreign_answer"
    status = 400
    message = _(
        "One of the answers does not belong to this test, perhaps because the page is old. "
        "Everything else has been saved. Please open the test again and check your answers."
    )


class StepOfOtherVersion(DomainError):
    """The item is not in the version on which the seat stands."""

    code = "step_of_other_version"
    status = 404
    message = _(
        "Your version of the course does not have this step. "
        "Please go on from the contents of the course."
    )


class EditionHasChanged(DomainError):
    """What the learner decided on is not what would happen."""

    code = "edition_has_changed"
    message = _(
        "Another edition has been published in the meantime. Please look at what would change now "
        "and decide again."
    )


class LearnFirst(DomainError):
    """The test of a renewal is taken again once what it showed to be missing has been learnt."""

    code = "learn_first"
    message = _(
        "The test has shown what is missing. Please learn that first; then the missing part of "
        "the test is asked again. Steps still to be learnt: %(count)s."
    )
