"""Why forwarding cannot do what the operator asks."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class TargetNotConfigured(DomainError):
    """The environment names no such target, or not all of it."""

    code = "target_not_configured"
    message = _("The forwarding target “%(name)s” is not set up in the environment. %(reason)s")
    status = 400


class UnknownTarget(DomainError):
    """No target of this name was added."""

    code = "unknown_target"
    message = _("There is no forwarding target “%(name)s”. Add it first.")
    status = 404


class TargetExists(DomainError):
    """A target is added only once."""

    code = "target_exists"
    message = _("The forwarding target “%(name)s” was added before.")
