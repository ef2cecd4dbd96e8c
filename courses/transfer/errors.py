"""What taking along and recognising refuse."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class NothingChosen(DomainError):
    """Nobody shows anything without a choice of the own."""

    code = "nothing_chosen"
    status = 400
    message = _("Choose at least one proof.")


class ChoiceOutdated(DomainError):
    """What was chosen is not there any more, or was shown already."""

    code = "choice_outdated"
    status = 409
    message = _("One of your proofs has changed meanwhile. Please choose and look once more.")


class AlreadyDecided(DomainError):
    """Two have decided at the same time, or the learner has withdrawn."""

    code = "already_decided"
    status = 409
    message = _("This proof has been decided or withdrawn meanwhile.")


class CountsNoMore(DomainError):
    """The platform has checked, and it does not count."""

    code = "counts_no_more"
    status = 409
    message = _("This proof cannot be recognised: %(why)s.")


class NothingAsksForIt(DomainError):
    """There is no open turn that it would fulfil."""

    code = "nothing_asks_for_it"
    status = 409
    message = _(
        "No obligation of this person asks for it at the moment. As soon as one does, you can "
        "recognise the proof here."
    )


class ObligationNotChosen(DomainError):
    """A proof from elsewhere counts for what human resources choose, never by its name alone."""

    code = "obligation_not_chosen"
    status = 400
    message = _("Please choose which obligation this proof fulfils.")


class ReasonMissing(DomainError):
    """Who refuses says why."""

    code = "refusal_reason_missing"
    status = 400
    message = _("Please say why. The person concerned reads it.")
