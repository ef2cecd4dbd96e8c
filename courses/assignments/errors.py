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
