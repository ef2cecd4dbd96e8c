"""What the rule of two refuses, in sentences for the screen."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class NobodyElse(DomainError):
    """There is nobody who could release it."""

    code = "nobody_else"
    message = _(
        "Your municipality lets a second person release this, but nobody else looks after all "
        "staff. Have the office of the cooperative give the role to a colleague."
    )


class NotByYourself(DomainError):
    """The second person is another one."""

    code = "not_by_yourself"
    message = _(
        "You have proposed this yourself. A colleague of human resources has to release it."
    )


class NotYourDecision(DomainError):
    """Who only proposes, or stands in for the proposer alone."""

    code = "not_your_decision"
    message = _(
        "You cannot decide this. Somebody else who looks after all staff does, or who stands in "
        "for somebody else than the person who has proposed it."
    )
    status = 403


class NoLongerOpen(DomainError):
    """Decided, withdrawn, or too old."""

    code = "no_longer_open"
    message = _("This proposal is no longer open: it is “%(state)s”.")


class Outdated(DomainError):
    """It would not be what was looked at."""

    code = "proposal_outdated"
    message = _(
        "Something has changed since this was proposed: staff, groups or obligations. Nothing was "
        "written. It has to be looked at and proposed once more."
    )


class ReasonMissing(DomainError):
    """Who refuses says why."""

    code = "refusal_reason_missing"
    status = 400
    message = _("Please say why. The person who has proposed it reads it.")
