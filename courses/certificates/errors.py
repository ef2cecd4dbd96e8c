"""What certificates refuse."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class NotCompleted(DomainError):
    """There is nothing to certify yet."""

    code = "not_completed"
    message = _("The course is not completed yet, so there is no certificate.")


class AlreadyRevoked(DomainError):
    """A certificate is revoked once."""

    code = "already_revoked"
    message = _("This certificate has already been revoked.")
