"""What documents refuse."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class AlreadyRevoked(DomainError):
    """A document is revoked once."""

    code = "already_revoked"
    message = _("This certificate has already been revoked.")


class NotValid(DomainError):
    """Only what is valid can be shown to others as proof."""

    code = "not_valid"
    message = _("This certificate is not valid any more, so that it cannot be shared.")


class NothingBetter(DomainError):
    """A document is renewed for a better result only."""

    code = "nothing_better"
    message = _("Your result is not better than the one that this certificate rests on.")


class NoKey(DomainError):
    """Nothing can be signed before the installation has a key."""

    code = "no_badge_key"
    status = 503
    message = _(
        "Badges cannot be signed at the moment. The certificate itself is valid; please try again "
        "later."
    )


class TooManyChecks(DomainError):
    """Somebody tries numbers or names."""

    code = "too_many_checks"
    status = 429
    message = _("Too many attempts. Please wait ten minutes and try again.")
