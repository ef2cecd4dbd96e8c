"""What feedback refuses."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class NotYetCompleted(DomainError):
    """Only who knows the whole course rates it."""

    code = "not_yet_completed"
    message = _("You can rate a course as soon as you have completed it.")


class TooManyOpenQuestions(DomainError):
    """The provider has to keep up."""

    code = "too_many_open_questions"
    status = 429
    message = _(
        "%(count)s of your questions about this course are still open. "
        "Please wait for the first answers; your text is kept below."
    )


class AlreadyAnswered(DomainError):
    """Two people answer at the same time: the first one counts."""

    code = "already_answered"
    message = _("Somebody else has answered this question in the meantime. Your text is below.")
