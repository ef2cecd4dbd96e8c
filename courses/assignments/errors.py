"""What assignments refuse."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class AlreadyObligatory(DomainError):
    """A course is an obligation of a municipality once at a time."""

    code = "already_obligatory"
    message = _("This course is already obligatory. Open it in the list to add departments.")


class NobodyConcerned(DomainError):
    """The chosen departments have no staff."""

    code = "nobody_concerned"
    message = _("Nobody works in the departments you chose. Choose others.")


class DueInThePast(DomainError):
    """A due date must leave time to learn."""

    code = "due_in_the_past"
    message = _("The due date has passed. Choose a day from today on.")


class PreviewChanged(DomainError):
    """Something has changed since it was looked at."""

    code = "preview_changed"
    message = _("Something has changed since you looked at it. Please look at it once more.")
    status = 409


class RemindedToday(DomainError):
    """Reminders are throttled to one a day."""

    code = "reminded_today"
    message = _("Everybody concerned has already been reminded today. Try again tomorrow.")


class NobodyMissing(DomainError):
    """There is nobody left to remind."""

    code = "nobody_missing"
    message = _("Everybody has fulfilled this obligation, so nobody needs a reminder.")


class NothingToHandIn(DomainError):
    """Only a completion that is still valid answers an obligation."""

    code = "nothing_to_hand_in"
    message = _("You have not completed this course yet. Please take it first.")


class TurnClosed(DomainError):
    """History stays as it was."""

    code = "turn_closed"
    message = _("This turn is closed. What was fulfilled once is never changed.")


class ReasonMissing(DomainError):
    """Who takes a proof away says why."""

    code = "reason_missing"
    message = _("Please say why. The person concerned reads it.")


class NothingToRevoke(DomainError):
    """There is no proof."""

    code = "nothing_to_revoke"
    message = _("There is no valid proof that could be revoked.")


class EndsBeforeBegin(DomainError):
    """A span in the wrong order."""

    code = "ends_before_begin"
    message = _("The last day lies before the first day.")


class ProofInFuture(DomainError):
    """What has not happened yet proves nothing."""

    code = "proof_in_future"
    message = _("The day lies in the future. Enter the day that stands on the proof.")


class ProofExpired(DomainError):
    """It counts no more."""

    code = "proof_expired"
    message = _("This proof counts no more: it was valid until %(day)s.")


class AlreadyValid(DomainError):
    """Nothing is missing."""

    code = "already_valid"
    message = _("A newer proof is there already. It is valid until %(day)s.")


class FileNotAccepted(DomainError):
    """Not a document."""

    code = "file_not_accepted"
    message = _("Please choose a readable PDF, PNG or JPEG file of at most 5 MB.")


class RuleContradicts(DomainError):
    """A rhythm that cannot work."""

    code = "rule_contradicts"
    message = _("The rule contradicts itself.")


class NothingToRenew(DomainError):
    """There is no open turn of a proof that was there before."""

    code = "nothing_to_renew"
    message = _("There is nothing to renew at the moment.")


class TestNotFirst(DomainError):
    """A renewal begins with the test only where the test can stand for learning."""

    # Keeps test runners from taking the class for a test.
    __test__ = False
    code = "test_not_first"
    message = _("A renewal cannot begin with the test here. %(reason)s")
