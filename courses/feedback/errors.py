"""What feedback refuses."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class NotYetCompleted(DomainError):
    """Only who knows the whole course rates it."""

    code = "not_yet_completed"
    message = _("You can rate a course as soon as you have completed it.")
