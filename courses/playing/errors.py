"""Why this room says no."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class OpenElsewhere(DomainError):
    """Two windows would overwrite each other's place."""

    code = "elsewhere"
    message = _(
        "You have opened this content in another window or on another device. What you do here is "
        "no longer saved. Go on there, or open it again here."
    )


class NoPlayer(DomainError):
    """The operator has given packages no host of their own."""

    code = "no_player"
    message = _(
        "This content cannot be played at the moment. Please tell the support team; your progress "
        "is kept."
    )
