"""Why a visitor's deed was refused."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class TooMuchFeedback(DomainError):
    """One sender has written too often within an hour."""

    code = "too_much_feedback"
    message = _(
        "You have sent several messages within a short time. Please wait an hour and then "
        "send this one again."
    )
    status = 429
