"""What the review refuses."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class AlreadyDecided(DomainError):
    """Two people decide at the same time: the first one counts."""

    code = "already_decided"
    message = _("Somebody else has decided in the meantime. Your words are kept below.")


class ReasonMissing(DomainError):
    """Nobody can mend what nobody has named."""

    code = "reason_missing"
    status = 400
    message = _("Say what has to be changed, so that the author can do it.")


class OnlyComments(DomainError):
    """This stage gives advice and sends nothing back."""

    code = "only_comments"
    message = _("This stage comments and passes on. Write your advice as a comment.")


class NotYours(DomainError):
    """Four eyes see more than two."""

    code = "not_yours"
    status = 403
    message = _("You have handed this in yourself. Somebody else has to decide on it.")


class NothingToSubmit(DomainError):
    """There is no draft that could be reviewed."""

    code = "nothing_to_submit"
    message = _("No lesson of this module has changes that are not under review already.")


class TooManyTries(DomainError):
    """A brake on filling the list of comments."""

    code = "too_many_tries"
    status = 429
    message = _("That was too often. Please wait ten minutes; your text is kept below.")
